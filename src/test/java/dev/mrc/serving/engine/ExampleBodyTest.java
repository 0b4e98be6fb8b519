package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

/** JsonTensorTest.RequestWithContextAndSignature and its kin: what the examples hold before the model sees them. */
class ExampleBodyTest {
    @Test
    void contextAndSignatureAreKept() throws InvalidProtocolBufferException {
        ExampleBody body = parse(
                """
                        {"signature_name": "custom", "context": {"query": "국수 맛집", "lat": 37.5, "near": [NaN, Infinity, -Infinity]},
                         "examples": [{"names": ["칼국수", {"b64": "/wA="}], "prices": [9, -9223372036854775808], "open": [1, true, false]},
                                      {"query": "냉면", "none": []}]}
                        """);

        assertThat(body.signature()).isEqualTo("custom");
        Example first = Example.parseFrom(body.examples().get(0));
        assertThat(feature(first, "query").getBytesList().getValueList()).containsExactly(ByteString.copyFromUtf8("국수 맛집"));
        assertThat(feature(first, "lat").getFloatList().getValueList()).containsExactly(37.5f);
        assertThat(feature(first, "near").getFloatList().getValueList()).containsExactly(Float.NaN, Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY);
        assertThat(feature(first, "names").getBytesList().getValueList()).containsExactly(ByteString.copyFromUtf8("칼국수"),
                ByteString.copyFrom(new byte[] { -1, 0 }));
        assertThat(feature(first, "prices").getInt64List().getValueList()).containsExactly(9L, Long.MIN_VALUE);
        assertThat(feature(first, "open").getInt64List().getValueList()).containsExactly(1L, 1L, 0L);
        Example second = Example.parseFrom(body.examples().get(1));
        assertThat(feature(second, "query").getBytesList().getValueList()).containsExactly(ByteString.copyFromUtf8("냉면"));
        assertThat(feature(second, "lat").getFloatList().getValueList()).containsExactly(37.5f);
        assertThat(feature(second, "none").getKindCase()).isEqualTo(Feature.KindCase.KIND_NOT_SET);
    }

    @Test
    void integersBeyond64BitsAreFloatsOrErrors() throws InvalidProtocolBufferException {
        Example example = Example.parseFrom(parse("""
                {"examples": [{"x": [18446744073709551616, -9223372036854775809, 1e3, 100000000000000000000000]}]}
                """).examples().get(0));

        assertThat(feature(example, "x").getFloatList().getValueList()).containsExactly(1.8446744e19f, -9.223372e18f, 1000f,
                1e23f);
        assertThatThrownBy(() -> parse("{\"examples\":[{\"x\":18446744073709551615}]}"))
                .hasMessageContaining("Only int64_t is supported.");
    }

    @Test
    void contextIsJudgedBeforeTheExamples() {
        assertThatThrownBy(() -> parse("{\"context\":1}")).hasMessage("Example must be JSON object but got JSON Number");
        assertThatThrownBy(() -> parse("{\"context\":{}}")).hasMessageContaining("'examples' is expected and was not found");
    }

    @Test
    void manyExamplesAreKeptApart() {
        List<byte[]> examples = parse("{\"examples\":[" + "{},".repeat(9999) + "{}]}").examples();

        assertThat(examples).hasSize(10_000);
    }

    private static Feature feature(Example example, String name) {
        return example.getFeatures().getFeatureOrThrow(name);
    }

    private static ExampleBody parse(String json) {
        return ExampleBody.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
