package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** From tensors to JSON: json_tensor_test.cc. */
interface ResponseContract extends Contract {

    @Test
    default void singleOutputLosesItsName() {
        writes(predict("same_int32", "\"instances\":[1,2,3,4,5]"), "{\"predictions\":[1,2,3,4,5]}");
        writes(predict("same_int32", "\"instances\":[{\"default\":1}]"), "{\"predictions\":[1]}");
        writes(predict("same_int32", "\"inputs\":[1,2,3,4,5]"), "{\"outputs\":[1,2,3,4,5]}");
    }

    @Test
    default void floatsHaveSixDigitsOrNine() {
        writes(predict("same_float", "\"instances\":[9000000,999999,0.5,0.0003,0.00003,555557.5]"),
                "{\"predictions\":[9e+06,999999.0,0.5,0.0003,3e-05,555557.5]}");
        writes(predict("same_float", "\"instances\":[0.1,0.33333334,3,1000000,16777216,123456.7,1e10,1e-45]"),
                "{\"predictions\":[0.1,0.333333343,3.0,1e+06,16777216.0,123456.703,1e+10,1.4013e-45]}");
    }

    @Test
    default void doublesHaveSixDigitsOrSeventeen() {
        writes(predict("same_double", "\"instances\":[0.1,0.3333333333333333,1234567,1e22,5e-324]"),
                "{\"predictions\":[0.1,0.33333333333333331,1234567.0,1e+22,4.94066e-324]}");
    }

    @Test
    default void rowsNeedAFirstDimension() {
        refuses(predict("total", "\"instances\":[1,2]"), 400, "has no shape information");
        refuses(predict("total_and_same", "\"instances\":[1,2]"), 400, "has no shape information");
    }

    @Test
    default void columnsDoNot() {
        writes(predict("total", "\"inputs\":[1,2]"), "{\"outputs\":3}");
        answers(predict("total_and_same", "\"inputs\":[1,2]"), "{\"outputs\":{\"total\":3,\"same\":[1,2]}}");
    }

    @Test
    default void rowsHaveTheSameFirstDimension() {
        refuses(predict("doubled_and_same", "\"instances\":[1,2]"), 400, "has inconsistent batch size");
        answers(predict("doubled_and_same", "\"inputs\":[1,2]"), "{\"outputs\":{\"doubled\":[1,2,1,2],\"same\":[1,2]}}");
    }

    @Test
    default void noRowsAreAnEmptyList() {
        writes(predict("no_rows", "\"instances\":[1]"), "{\"predictions\":[]}");
        writes(predict("no_rows_twice", "\"instances\":[1]"), "{\"predictions\":[]}");
        writes(predict("no_rows", "\"inputs\":[1]"), "{\"outputs\":[]}");
        writes(predict("no_columns", "\"instances\":[1]"), "{\"predictions\":[[],[]]}");
        refuses(predict("no_rows_and_one", "\"instances\":[1]"), 400, "has inconsistent batch size");
    }

    @Test
    default void modelWithoutOutputsHasNoAnswer() {
        // TensorFlow's own words for it, or those of the encoder, which it does not reach
        refuses(predict("no_outputs", "\"instances\":[1]"), 400, "");
        refuses(predict("no_outputs", "\"inputs\":[1]"), 400, "");
    }

    @Test
    default void outputNamedBytesIsBase64() {
        writes(predict("image", "\"instances\":[{\"b64\":\"/wA=\"},\"가\"]"),
                "{\"predictions\":[{\"b64\":\"/wA=\"},{\"b64\":\"6rCA\"}]}");
        writes(predict("image", "\"inputs\":[[\"a\"]]"), "{\"outputs\":[[{\"b64\":\"YQ==\"}]]}");
        answers(predict("images", "\"inputs\":\"a\""),
                "{\"outputs\":{\"image_bytes\":{\"b64\":\"YQ==\"},\"Image_BYTES\":\"a\"}}");
    }

    @Test
    default void textIsEscapedWhereJsonDemandsIt() {
        String text = "\"한국/어😀\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001F\u007F\"";

        assertThat(predict("same_string", "\"inputs\":" + text).body()).contains(text);
    }

    @Test
    default void typesWithoutJsonFormCannotBeWritten() {
        refuses(predict("to_half", "\"instances\":[1.0]"), 400, "");
        refuses(predict("to_complex", "\"inputs\":[1.0]"), 400, "");
    }

    // HttpRestApiUtilTest.StatusError

    @Test
    default void errorIsAnObjectWithOneMember() {
        assertThat(predict("[1]").json().fieldNames()).toIterable().containsExactly("error");
    }
}
