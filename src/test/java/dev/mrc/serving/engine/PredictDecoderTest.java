package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** TensorFlow Serving's json_tensor_test.cc as far as predict needs it, and what reviewers of JSON think of next. */
class PredictDecoderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INT32  | {"instances":[[1,2],[3,4],[5,6]]}                  | [3, 2]    | 1 2 3 4 5 6
            INT32  | {"instances":[{"in":[1,2]},{"in":[3,4]}]}          | [2, 2]    | 1 2 3 4
            INT32  | {"instances":[[]]}                                 | [1, 0]    |
            INT32  | {"inputs":7}                                       | []        | 7
            INT32  | {"inputs":[[[1,2],[3,4],[5,6]]]}                   | [1, 3, 2] | 1 2 3 4 5 6
            INT32  | {"inputs":{"in":[1]},"inputs":[2]}                 | [1]       | 1
            INT32  | {"instances":[-0,-2147483648,2147483647]}          | [3]       | 0 -2147483648 2147483647
            INT64  | {"instances":[9223372036854775807,-1]}             | [2]       | 9223372036854775807 -1
            UINT8  | {"instances":[0,255]}                              | [2]       | 0 -1
            FLOAT  | {"instances":[1,2.0,5.003,0.007,0.0]}              | [5]       | 1.0 2.0 5.003 0.007 0.0
            FLOAT  | {"instances":[1435774380,1435774380.0]}            | [2]       | 1.43577434E9 1.43577434E9
            FLOAT  | {"instances":[2.2e-308,-2.2e-308,-0,-0.0]}         | [4]       | 0.0 -0.0 0.0 -0.0
            FLOAT  | {"instances":[1e39,-1e39]}                         | [2]       | Infinity -Infinity
            FLOAT  | {"instances":[NaN,-NaN,Inf,-Infinity]}             | [4]       | NaN NaN Infinity -Infinity
            DOUBLE | {"instances":[0.1,1e-400,1e22,123456789012345678]} | [4]       | 0.1 0.0 1.0E22 1.2345678901234568E17
            DOUBLE | {"instances":[0.30000000000000004,-2.5]}           | [2]       | 0.30000000000000004 -2.5
            BOOL   | {"instances":[true,false]}                         | [2]       | true false
            STRING | {"instances":["가","\\uD83D\\uDE00","a\\"\\u0000b"]}  | [3]   | 가 😀 a"\u0000b
            STRING | {"instances":[{"b64":"aGVsbG8="},{"b64":"d29ybGQ"}]}  | [2]    | hello world
            STRING | {"instances":[{"in":[[{"b64":"aGk="}],["x"]]}]}    | [1, 2, 1] | hi x
            STRING | {"inputs":{"b64":"aGVs bG8."}}                     | []        | hello
            STRING | {"inputs":{"in":{"b64":"7ZWc"}}}                   | []        | 한
            """)
    void readsValuesOfEveryType(String type, String json, String shape, String values) {
        List<TType> tensors = decode(json, signature("in:" + type));

        assertThat(tensors.get(0).shape().toString()).isEqualTo(shape);
        assertThat(String.join(" ", values(tensors.get(0)))).isEqualTo(values == null ? "" : values);
        tensors.forEach(Tensor::close);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                        | Missing 'inputs' or 'instances' key
            {"instances":[1],"inputs":[1]}            | expecting only one of
            {"instances":1}                           | Expecting 'instances' to be an list/array
            {"instances":[]}                          | No values in 'instances' array
            {"instances":[[1,2],[3,4],[5,6,7]]}       | Expecting tensor size: 2 but got: 3
            {"instances":[1,[1]]}                     | Expecting shape [] but got: [1]
            {"instances":[[1,[1]]]}                   | Encountered list at unexpected level: 1 expected < 1
            {"instances":[[[1],1]]}                   | found at incorrect level: 1 in the JSON DOM. Expected at level: 2
            {"instances":[[[1,2],[1]]]}               | Encountered list at unexpected size: 1 at level: 1 expected size: 2
            {"instances":[1.0]}                       | is not of expected type: int32
            {"instances":[1e2]}                       | is not of expected type: int32
            {"instances":[2147483648]}                | is not of expected type: int32
            {"instances":[99999999999999999999]}      | is not of expected type: int32
            {"instances":["1"]}                       | is not of expected type: int32
            {"instances":[null]}                      | Type: Null is not of expected type: int32
            {"instances":[true]}                      | is not of expected type: int32
            {"instances":[{"in":{"x":1}}]}            | Type: Object is not of expected type: int32
            {"instances":[{"in":1},[1]]}              | Expecting object but got list at item 1
            {"instances":[1,{"in":1}]}                | Expecting value/list but got object at item 1
            {"instances":[{"other":1}]}               | does not have named input: other
            {"instances":[{}]}                        | keys must be equal to: in
            {"instances":[{"in":1,"in":2}]}           | duplicate named input: in
            {"inputs":{"other":1}}                    | Missing named input: in in 'inputs' object.
            {"inputs":{}}                             | Missing named input: in in 'inputs' object.
            """)
    void saysWhyAnIntegerInputIsRefused(String json, String message) {
        assertThatThrownBy(() -> decode(json, signature("in:INT32"))).hasMessageContaining(message)
                .isInstanceOfSatisfying(StatusException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"instances":[{"in":{"b64":5}}]}          | not formatted correctly for base64 data
            {"instances":[{"in":{"b64":"a","c":1}}]}  | not formatted correctly for base64 data
            {"instances":[{"b64":"!!!!"}]}            | Unable to base64 decode
            {"instances":[{"b64":"-_-_"}]}            | Unable to base64 decode
            {"instances":[{"b64":"aGVsb"}]}           | Unable to base64 decode
            {"instances":[{"b64":"aGVsbG8=="}]}       | Unable to base64 decode
            {"instances":[12]}                        | JSON Value: 12 Type: Number is not of expected type: string
            """)
    void saysWhyAStringInputIsRefused(String json, String message) {
        assertThatThrownBy(() -> decode(json, signature("in:STRING"))).isInstanceOf(StatusException.class)
                .hasMessageContaining(message);
    }

    @Test
    void neverRepeatsTextOfTheCaller() {
        assertThatThrownBy(() -> decode("{\"instances\":[\"비밀번호는 바다\"]}", signature("in:INT32")))
                .message().contains("Type: String").doesNotContain("비밀");
    }

    @Test
    void readsSeveralInputsInTheSignaturesOrder() {
        Signature signature = signature("ids:INT64", "text:STRING");

        List<TType> rows = decode("{\"instances\":[{\"text\":\"가\",\"ids\":[1,2]},{\"ids\":[3,4],\"text\":\"나\"}]}", signature);
        List<TType> columns = decode("{\"inputs\":{\"text\":{\"b64\":\"YQ==\"},\"ids\":[[1],[2],[3]],\"more\":{}}}", signature);

        assertThat(rows).extracting(Tensor::shape).containsExactly(Shape.of(2, 2), Shape.of(2));
        assertThat(values(rows.get(0))).containsExactly("1", "2", "3", "4");
        assertThat(values(rows.get(1))).containsExactly("가", "나");
        assertThat(columns).extracting(Tensor::shape).containsExactly(Shape.of(3, 1), Shape.scalar());
        rows.forEach(Tensor::close);
        columns.forEach(Tensor::close);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"instances":[1]}                       | instances is a plain list, but expecting list of objects
            {"instances":[{"b64":"YQ=="}]}          | instances is a plain list, but expecting list of objects
            {"instances":[{"ids":1}]}               | keys must be equal to: ids,text
            {"inputs":[1]}                          | inputs is a plain value/list, but expecting an object
            {"inputs":{"ids":1}}                    | Missing named input: text
            """)
    void wantsAllOfSeveralInputs(String json, String message) {
        assertThatThrownBy(() -> decode(json, signature("ids:INT64", "text:STRING"))).isInstanceOf(StatusException.class)
                .hasMessageContaining(message);
    }

    @Test
    void typeWithoutJsonFormIsUnimplementedInColumnsAndInvalidInRows() {
        assertThatThrownBy(() -> decode("{\"inputs\":[1.5]}", signature("in:HALF")))
                .isInstanceOfSatisfying(StatusException.class, e -> assertThat(e.code()).isEqualTo(Code.UNIMPLEMENTED))
                .hasMessage("Conversion of JSON Value: 1.5 to type: half");
        assertThatThrownBy(() -> decode("{\"instances\":[1.5]}", signature("in:HALF")))
                .isInstanceOfSatisfying(StatusException.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_ARGUMENT))
                .hasMessageContaining("Error: UNIMPLEMENTED: Conversion of JSON Value");
    }

    @Test
    void ranksBeyondTensorFlowsLimitAreRefused() {
        assertThatThrownBy(
                () -> decode("{\"inputs\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", signature("in:INT32")))
                .isInstanceOf(StatusException.class).hasMessageContaining("254");
    }

    private static List<TType> decode(String json, Signature signature) {
        return PredictCodec.decode(PredictBody.parse(json.getBytes(StandardCharsets.UTF_8)), signature);
    }

    private static Signature signature(String... inputs) {
        List<Signature.Port> ports = new ArrayList<>();
        for (String input : inputs) {
            String[] parts = input.split(":");
            ports.add(new Signature.Port(parts[0], DataType.valueOf("DT_" + parts[1]), null));
        }
        return new Signature("serving_default", ports, List.of());
    }

    private static List<String> values(TType tensor) {
        List<String> values = new ArrayList<>();
        NdArray<?> array = tensor instanceof TString strings ? strings : (NdArray<?>) tensor;
        array.scalars().forEach(scalar -> values.add(String.valueOf(scalar.getObject())));
        return values;
    }

    @Test
    void floatsKeepTheirBitsThroughTheTensor() {
        List<TType> tensors = decode("{\"instances\":[[-4.40223551,1e-7],[0.1,3e38]]}", signature("in:FLOAT"));

        TFloat32 floats = (TFloat32) tensors.get(0);
        assertThat(floats.getFloat(0, 0)).isEqualTo(Float.parseFloat("-4.40223551"));
        assertThat(floats.getFloat(1, 1)).isEqualTo(3e38f);
        floats.close();
    }
}
