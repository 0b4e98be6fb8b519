package dev.mrc.serving.engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From JSON to tensors: json_tensor_test.cc. A signature {@code same_TYPE} sends back what it was given. */
interface RequestContract extends Contract {

    @Test
    default void rowsOfListsBecomeAMatrix() {
        writes(predict("same_int32", "\"instances\":[[1,2],[3,4],[5,6]]"), "{\"predictions\":[[1,2],[3,4],[5,6]]}");
        writes(predict("same_int32", "\"instances\":[{\"default\":[1,2]},{\"default\":[3,4]}]"),
                "{\"predictions\":[[1,2],[3,4]]}");
    }

    @Test
    default void columnsKeepTheirShape() {
        writes(predict("same_int32", "\"inputs\":[[[1,2],[3,4],[5,6]]]"), "{\"outputs\":[[[1,2],[3,4],[5,6]]]}");
        writes(predict("same_int32", "\"inputs\":{\"default\":[[[1,2],[3,4],[5,6]]]}"),
                "{\"outputs\":[[[1,2],[3,4],[5,6]]]}");
    }

    @Test
    default void columnMayBeAScalar() {
        writes(predict("same_int32", "\"inputs\":7"), "{\"outputs\":7}");
        writes(predict("same_string", "\"inputs\":\"가\""), "{\"outputs\":\"가\"}");
        writes(predict("same_string", "\"inputs\":{\"b64\":\"6rCA\"}"), "{\"outputs\":\"가\"}");
    }

    @Test
    default void emptyListsAreShapes() {
        writes(predict("same_int32", "\"instances\":[[]]"), "{\"predictions\":[[]]}");
        writes(predict("same_int32", "\"instances\":[[],[]]"), "{\"predictions\":[[],[]]}");
        writes(predict("same_int32", "\"inputs\":[]"), "{\"outputs\":[]}");
        writes(predict("same_string", "\"inputs\":[[],[]]"), "{\"outputs\":[[],[]]}");
        writes(predict("same_float", "\"inputs\":[[[]]]"), "{\"outputs\":[[[]]]}");
        writes(predict("{\"inputs\":[]}"), "{\"outputs\":[]}");
    }

    // FloatTensor...

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            float  | [1,2.0,3,4,5.003,0.007,0.0]         | [1.0,2.0,3.0,4.0,5.003,0.007,0.0]
            float  | [1435774380,1435774380.0]           | [1.43577434e+09,1.43577434e+09]
            float  | [2.2e-308,-2.2e-308,-0.0,-0]        | [0.0,-0.0,-0.0,0.0]
            float  | [1e39,-1e300,3.4028235e38]          | [Infinity,-Infinity,3.40282347e+38]
            float  | [16777217,123456789012]             | [16777216.0,1.23456791e+11]
            double | [1e308,0.1,12,16777217,1e-320,-0.0] | [1e+308,0.1,12.0,16777217.0,9.99989e-321,-0.0]
            double | [0.30000000000000004,NaN,-Inf]      | [0.30000000000000004,NaN,-Infinity]
            int32  | [2147483647,-2147483648,-0]         | [2147483647,-2147483648,0]
            int64  | [9223372036854775807,-9223372036854775808] | [9223372036854775807,-9223372036854775808]
            uint8  | [0,255,256,-1]                      | [0,255,0,255]
            int8   | [127,-128,128,-129]                 | [127,-128,-128,127]
            int16  | [32767,-32768,32768,-0]             | [32767,-32768,-32768,0]
            uint32 | [0,4294967295,-0]                   | [0,4294967295,0]
            uint64 | [0,18446744073709551615,9223372036854775808,-0] | [0,18446744073709551615,9223372036854775808,0]
            bool   | [true,false]                        | [true,false]
            string | ["","a","한국어","\\u0000\\n","\\/"] | ["","a","한국어","\\u0000\\n","/"]
            """)
    default void everyTypeIsReadAndWritten(String type, String values, String written) {
        writes(predict("same_" + type, "\"instances\":" + values), "{\"predictions\":" + written + "}");
        writes(predict("same_" + type, "\"inputs\":" + values), "{\"outputs\":" + written + "}");
        writes(predict("same_" + type, "\"inputs\":{\"default\":[" + values + "]}"), "{\"outputs\":[" + written + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "float", "double", "int32", "int64", "uint8", "int8", "int16", "uint32", "uint64", "bool",
            "string" })
    default void everyTypeMayBeEmpty(String type) {
        writes(predict("same_" + type, "\"inputs\":[]"), "{\"outputs\":[]}");
        writes(predict("same_" + type, "\"instances\":[[]]"), "{\"predictions\":[[]]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            float  | true
            float  | null
            float  | "1"
            float  | {"b64":"YQ=="}
            double | "NaN"
            int32  | 1.0
            int32  | 1e2
            int32  | 2147483648
            int32  | -2147483649
            int32  | NaN
            int32  | false
            int64  | 1.0
            int64  | 9223372036854775808
            int64  | -9223372036854775809
            int64  | "1"
            uint8  | 1.5
            uint8  | 2147483648
            int8   | 1.0
            int16  | 2147483648
            int16  | null
            uint32 | -1
            uint32 | 4294967296
            uint32 | 1.0
            uint64 | -1
            uint64 | 18446744073709551616
            uint64 | "1"
            uint64 | true
            bool   | 0
            bool   | 1
            bool   | "true"
            bool   | null
            string | 1
            string | 1.5
            string | null
            string | true
            """)
    default void valueOfAnotherTypeIsRefused(String type, String value) {
        refuses(predict("same_" + type, "\"instances\":[" + value + "]"), 400, "is not of expected type: " + type);
        refuses(predict("same_" + type, "\"inputs\":" + value), 400, "is not of expected type: " + type);
    }

    @Test
    default void errorOfARowNamesElementAndKey() {
        refuses(predict("same_int32", "\"instances\":[{\"default\":1},{\"default\":2.5}]"), 400,
                "Failed to process element: 1 key: default of 'instances' list. Error: ");
        refuses(predict("same_int32", "\"instances\":[1,2,null]"), 400,
                "Failed to process element: 2 of 'instances' list. Error: ");
        refuses(predict("same_int32", "\"instances\":[{\"other\":1}]"), 400,
                "Failed to process element: 0 key: other of 'instances' list. Error: ");
    }

    @Test
    default void typeWithoutJsonFormIsUnimplementedInColumnsAndInvalidInRows() {
        refuses(predict("same_half", "\"inputs\":[1.5]"), 501, "to type: half");
        refuses(predict("same_half", "\"instances\":[1.5]"), 400, "to type: half");
        writes(predict("same_half", "\"inputs\":[]"), "{\"outputs\":[]}");
    }

    // ...Base64...

    @Test
    default void base64StandsForItsBytes() {
        writes(predict("same_string", "\"instances\":[{\"b64\":\"aGVsbG8=\"},{\"b64\":\"d29ybGQ=\"}]"),
                "{\"predictions\":[\"hello\",\"world\"]}");
        writes(predict("same_string", "\"instances\":[[{\"b64\":\"aGVsbG8=\"},\"x\"]]"),
                "{\"predictions\":[[\"hello\",\"x\"]]}");
    }

    @Test
    default void base64StandsInNamedRows() {
        writes(predict("same_string", "\"instances\":[{\"default\":[[{\"b64\":\"aGVsbG8=\"}],[{\"b64\":\"d29ybGQ=\"}]]}]"),
                "{\"predictions\":[[[\"hello\"],[\"world\"]]]}");
        writes(predict("same_string", "\"instances\":[{\"default\":{\"b64\":\"aGk=\"}}]"), "{\"predictions\":[\"hi\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "aGVsbG8=", "aGVsbG8", "aGVsbG8.", "aGVs bG8=", "\\taGVs\\r\\nbG8=", "\\u0061GVsbG8\\u003d" })
    default void base64MayLackPaddingAndHoldBlanks(String text) {
        writes(predict("same_string", "\"inputs\":{\"b64\":\"" + text + "\"}"), "{\"outputs\":\"hello\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "aGVsbG8==", "aGVsb", "-_-_", "!!!!", "aGVs=bG8", "한국" })
    default void whatIsNoBase64IsRefused(String text) {
        refuses(predict("same_string", "\"inputs\":{\"b64\":\"" + text + "\"}"), 400, "Unable to base64 decode");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"b64\":5}", "{\"b64\":null}", "{\"b64\":\"YQ==\",\"c\":1}", "{\"B64\":\"YQ==\"}", "{}" })
    default void wrapperHasOneStringAndNothingElse(String wrapper) {
        refuses(predict("same_string", "\"instances\":[[" + wrapper + "]]"), 400, "not formatted correctly for base64 data");
    }

    // ...Errors

    @Test
    default void instancesAreAList() {
        for (String value : new String[] { "1", "null", "\"a\"", "{\"default\":1}", "true" }) {
            refuses(predict("same_int32", "\"instances\":" + value), 400, "Expecting 'instances' to be an list/array");
        }
    }

    @Test
    default void instancesAreNotEmpty() {
        refuses(predict("same_int32", "\"instances\":[]"), 400, "No values in 'instances' array");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [[1,2],[3,4],[5,6,7]]      | Expecting tensor size: 2 but got: 3
            [[1,2],3]                  | Expecting tensor size: 2 but got: 1
            [[],[1]]                   | Expecting tensor size: 0 but got: 1
            [1,[1]]                    | Expecting shape
            [[[1,2],[3,4]],[[1,2,3,4]]] | Expecting shape
            [[1],[[1]]]                | Expecting shape
            [[1,[1]]]                  | Encountered list at unexpected level: 1 expected < 1
            [[1,2],[3,[4]]]            | Encountered list at unexpected level
            [[[1],1]]                  | found at incorrect level
            [[[1,2],[1]]]              | Encountered list at unexpected size: 1 at level: 1 expected size: 2
            [[[],[1]]]                 | Encountered list at unexpected size: 1 at level: 1 expected size: 0
            """)
    default void raggedRowsAreRefused(String instances, String message) {
        refuses(predict("same_int32", "\"instances\":" + instances), 400, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [[1,2],[3]]  | Encountered list at unexpected size: 1 at level: 1 expected size: 2
            [1,[2]]      | Encountered list at unexpected level: 1 expected < 1
            [[1],2]      | found at incorrect level
            [[],[2]]     | Encountered list at unexpected size: 1 at level: 1 expected size: 0
            [[1,2],[3,"x",4]]     | Encountered list at unexpected size: 3 at level: 1 expected size: 2
            [[1,2],[3,[4],5]]     | Encountered list at unexpected size: 3 at level: 1 expected size: 2
            [[[1],[2]],[[1,2]]]   | Encountered list at unexpected size: 1 at level: 1 expected size: 2
            [[[1],[2]],[[1,2],3]] | Encountered list at unexpected size: 2 at level: 2 expected size: 1
            [[[1],[2]],[3,[1,2]]] | found at incorrect level: 2 in the JSON DOM. Expected at level: 3
            """)
    default void raggedColumnsAreRefused(String inputs, String message) {
        refuses(predict("same_int32", "\"inputs\":" + inputs), 400, message);
        refuses(predict("same_int32", "\"inputs\":{\"default\":" + inputs + "}"), 400, message);
    }

    @Test
    default void listsAndObjectsDoNotMix() {
        refuses(predict("same_int32", "\"instances\":[{\"default\":1},[1]]"), 400, "Expecting object but got list at item 1");
        refuses(predict("same_int32", "\"instances\":[{\"default\":1},{\"b64\":\"YQ==\"}]"), 400, "");
        refuses(predict("same_int32", "\"instances\":[1,{\"default\":1}]"), 400,
                "Expecting value/list but got object at item 1");
    }

    @Test
    default void rowMayNotHoldAnUnknownName() {
        refuses(predict("same_int32", "\"instances\":[{\"other\":1}]"), 400, "does not have named input: other");
        refuses(predict("same_int32", "\"instances\":[{\"default\":1,\"other\":1}]"), 400, "does not have named input: other");
    }

    @Test
    default void rowMayNotLackAName() {
        refuses(predict("same_int32", "\"instances\":[{}]"), 400, "keys must be equal to: default");
        refuses(predict("two_inputs", "\"instances\":[{\"int_tensor\":1}]"), 400,
                "keys must be equal to: int_tensor,str_tensor");
    }

    // MultipleNamedTensor...

    @Test
    default void severalInputsComeByRow() {
        answers(predict("named", "\"instances\":[{\"int_tensor\":[[1,2],[3,4]],\"str_tensor\":[\"가\"],\"str2_tensor\":\"x\"},"
                + "{\"str2_tensor\":{\"b64\":\"eQ==\"},\"str_tensor\":[\"나\"],\"int_tensor\":[[5,6],[7,8]]}]"),
                "{\"predictions\":[{\"int_tensor\":[[1,2],[3,4]],\"str_tensor\":[\"가\"],\"str2_tensor\":\"x\"},"
                        + "{\"int_tensor\":[[5,6],[7,8]],\"str_tensor\":[\"나\"],\"str2_tensor\":\"y\"}]}");
    }

    @Test
    default void severalInputsComeByColumnEachWithItsOwnShape() {
        answers(predict("named", "\"inputs\":{\"int_tensor\":[[1,2],[3,4],[5,6]],\"str_tensor\":[\"가\",\"나\"],"
                + "\"str2_tensor\":{\"b64\":\"aGk=\"},\"more\":[1,[2]]}"),
                "{\"outputs\":{\"int_tensor\":[[1,2],[3,4],[5,6]],\"str_tensor\":[\"가\",\"나\"],\"str2_tensor\":\"hi\"}}");
    }

    @Test
    default void rowsOfSeveralInputsKeepTheirShapes() {
        refuses(predict("two_inputs", "\"instances\":[{\"int_tensor\":[1,2],\"str_tensor\":\"a\"},"
                + "{\"int_tensor\":[[1,2]],\"str_tensor\":\"b\"}]"), 400, "Expecting shape");
        refuses(predict("two_inputs", "\"instances\":[{\"int_tensor\":[1,2],\"str_tensor\":\"a\"},"
                + "{\"int_tensor\":[1,2,3],\"str_tensor\":\"b\"}]"), 400, "Expecting tensor size: 2 but got: 3");
    }

    @Test
    default void rowsOfSeveralInputsAreObjects() {
        refuses(predict("two_inputs", "\"instances\":[{\"int_tensor\":1,\"str_tensor\":\"a\"},[1,2],"
                + "{\"int_tensor\":1,\"str_tensor\":\"a\"}]"), 400, "Expecting object but got list at item 1");
        refuses(predict("two_inputs", "\"instances\":[1,2]"), 400, "instances is a plain list, but expecting list of objects");
        refuses(predict("two_inputs", "\"instances\":[{\"b64\":\"YQ==\"}]"), 400, "");
    }

    @Test
    default void columnsOfSeveralInputsAreAnObject() {
        refuses(predict("two_inputs", "\"inputs\":[1]"), 400, "inputs is a plain value/list, but expecting an object");
        refuses(predict("two_inputs", "\"inputs\":{\"b64\":\"YQ==\"}"), 400, "inputs is a plain value/list");
    }

    @Test
    default void columnMayNotBeMissing() {
        refuses(predict("two_inputs", "\"inputs\":{\"int_tensor\":1}"), 400,
                "Missing named input: str_tensor in 'inputs' object.");
        refuses(predict("{\"inputs\":{\"unknown_key1\":[1],\"unknown_key2\":[1]}}"), 400, "Missing named input: x");
        refuses(predict("{\"inputs\":{}}"), 400, "Missing named input: x");
    }

    @Test
    default void firstOfEqualColumnsCounts() {
        writes(predict("same_int32", "\"inputs\":{\"default\":[1],\"default\":\"x\"}"), "{\"outputs\":[1]}");
        writes(predict("same_int32", "\"inputs\":[1],\"inputs\":2"), "{\"outputs\":[1]}");
    }

    // What the graph says

    @Test
    default void bytesThatAreNoExampleAreTheCallersFault() {
        refuses(predict("regress_x_to_y", "\"instances\":[\"질문\"]"), 400, "Could not parse example input");
    }
}
