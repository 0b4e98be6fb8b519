package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

class PredictEncoderTest {
    @Test
    void singleOutputLosesItsName() {
        Map<String, Tensor> outputs = Map.of("y", TInt32.vectorOf(1, 2, 3));

        assertThat(rows(outputs)).isEqualTo("{\"predictions\":[1,2,3]}");
        assertThat(columns(outputs)).isEqualTo("{\"outputs\":[1,2,3]}");
    }

    @Test
    void severalOutputsAreNamed() {
        Map<String, Tensor> outputs = Map.of("b",
                TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] { { 1, 2.5f }, { 3, 4 } })),
                "a", TInt64.vectorOf(Long.MIN_VALUE, Long.MAX_VALUE));

        assertThat(rows(outputs)).isEqualTo("{\"predictions\":[{\"a\":-9223372036854775808,\"b\":[1.0,2.5]},"
                + "{\"a\":9223372036854775807,\"b\":[3.0,4.0]}]}");
        assertThat(columns(outputs)).isEqualTo("{\"outputs\":{\"a\":[-9223372036854775808,9223372036854775807],"
                + "\"b\":[[1.0,2.5],[3.0,4.0]]}}");
    }

    @Test
    void everyTypeHasItsForm() {
        assertThat(columns(Map.of("y", TBool.vectorOf(true, false)))).isEqualTo("{\"outputs\":[true,false]}");
        assertThat(columns(Map.of("y", TFloat64.vectorOf(0.1, Double.NEGATIVE_INFINITY))))
                .isEqualTo("{\"outputs\":[0.1,-Infinity]}");
        assertThat(columns(Map.of("y", TUint8.vectorOf((byte) 0, (byte) 200)))).isEqualTo("{\"outputs\":[0,200]}");
        assertThat(columns(Map.of("y", TInt32.scalarOf(-7)))).isEqualTo("{\"outputs\":-7}");
        assertThat(rows(Map.of("y", TFloat32.vectorOf(Float.NaN, -0f, 1e-7f)))).isEqualTo("{\"predictions\":[NaN,-0.0,1e-07]}");
    }

    @Test
    void textIsEscapedWhereJsonDemandsIt() {
        assertThat(columns(Map.of("y", TString.vectorOf("한국/어", "a\"\\\n\u0001😀"))))
                .isEqualTo("{\"outputs\":[\"한국/어\",\"a\\\"\\\\\\n\\u0001😀\"]}");
    }

    @Test
    void bytesAreWrappedWhereTheNameSaysSo() {
        byte[][] image = { { (byte) 0xFF, 0 } };
        Tensor tensor = TString.tensorOfBytes(NdArrays.vectorOfObjects(image));

        assertThat(rows(Map.of("image_bytes", tensor))).isEqualTo("{\"predictions\":[{\"b64\":\"/wA=\"}]}");
    }

    @Test
    void emptyBatchIsAnEmptyList() {
        assertThat(rows(Map.of("y", TFloat32.tensorOf(Shape.of(0, 2))))).isEqualTo("{\"predictions\":[]}");
        assertThat(columns(Map.of("y", TFloat32.tensorOf(Shape.of(2, 0))))).isEqualTo("{\"outputs\":[[],[]]}");
    }

    @Test
    void whatHasNoRowsCannotBeWrittenByRow() {
        assertThatThrownBy(() -> rows(Map.of("y", TInt32.scalarOf(1)))).hasMessageContaining("has no shape information");
        assertThatThrownBy(() -> rows(Map.of("a", TInt32.vectorOf(1), "b", TInt32.vectorOf(1, 2))))
                .hasMessage("Tensor name: b has inconsistent batch size: 2 expecting: 1");
        assertThatThrownBy(() -> rows(Map.of())).hasMessage("Cannot convert empty tensor map to JSON");
        assertThatThrownBy(() -> columns(Map.of("y", TFloat16.vectorOf(1f)))).isInstanceOf(StatusException.class)
                .hasMessageContaining("tensor type: half");
    }

    private static String rows(Map<String, Tensor> outputs) {
        List<Tensor> tensors = List.copyOf(new TreeMap<>(outputs).values());
        return PredictEncoder.rows(signature(outputs), tensors).toString(StandardCharsets.UTF_8);
    }

    private static String columns(Map<String, Tensor> outputs) {
        List<Tensor> tensors = List.copyOf(new TreeMap<>(outputs).values());
        return PredictEncoder.columns(signature(outputs), tensors).toString(StandardCharsets.UTF_8);
    }

    private static Signature signature(Map<String, Tensor> outputs) {
        List<Signature.Port> ports = new ArrayList<>();
        new TreeMap<>(outputs).forEach((alias, tensor) -> ports.add(new Signature.Port(alias, tensor.dataType(), null)));
        return new Signature("serving_default", List.of(), ports);
    }
}
