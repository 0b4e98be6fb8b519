package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** JsonTensorTest.JsonFromClassificationResult, JsonFromResultErrors, and the checks of classifier.cc and regressor.cc. */
class ExampleResultsTest {
    @Test
    void classesStandBesideTheirScores() {
        try (TString classes = TString.tensorOf(StdArrays.ndCopyOf(new String[][] { { "차", "버스" }, { "차", "\"배\"" } }));
                TFloat32 scores = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] { { 0.2f, 0.7f }, { 1, Float.NaN } }))) {
            assertThat(ExampleResults.classifications(2, classes, scores).toString())
                    .isEqualTo("{\"results\":[[[\"차\",0.2],[\"버스\",0.7]],[[\"차\",1.0],[\"\\\"배\\\"\",NaN]]]}");
            assertThat(ExampleResults.classifications(2, null, scores).toString())
                    .isEqualTo("{\"results\":[[[\"\",0.2],[\"\",0.7]],[[\"\",1.0],[\"\",NaN]]]}");
            assertThatThrownBy(() -> ExampleResults.classifications(3, classes, scores))
                    .hasMessageContaining("batch size of 3");
        }
    }

    @Test
    void widthsMustMatch() {
        try (TString classes = TString.tensorOf(StdArrays.ndCopyOf(new String[][] { { "차", "버스" } }));
                TFloat32 scores = TFloat32.tensorOf(Shape.of(1, 3));
                TInt64 whole = TInt64.tensorOf(Shape.of(1, 2))) {
            assertThatThrownBy(() -> ExampleResults.classifications(1, classes, scores))
                    .hasMessage("Tensors class and score should match in dim_size(1). Got 2 vs. 3");
            assertThatThrownBy(() -> ExampleResults.classifications(1, null, whole))
                    .hasMessageContaining("scores Tensor of DT_FLOAT");
            assertThatThrownBy(() -> ExampleResults.classifications(1, whole, scores))
                    .hasMessageContaining("classes Tensor of DT_STRING");
        }
    }

    @Test
    void nothingCannotBeWritten() {
        try (TFloat32 none = TFloat32.tensorOf(Shape.of(0, 1)); TFloat32 wide = TFloat32.tensorOf(Shape.of(1, 0))) {
            assertThatThrownBy(() -> ExampleResults.classifications(0, null, none))
                    .hasMessage("Cannot convert empty ClassificationResults to JSON");
            assertThatThrownBy(() -> ExampleResults.regressions(0, none))
                    .hasMessage("Cannot convert empty RegressionResults to JSON");
            assertThat(ExampleResults.classifications(1, null, wide).toString()).isEqualTo("{\"results\":[[]]}");
        }
    }

    @Test
    void regressionIsOneValueAnExample() {
        try (TFloat32 flat = TFloat32.vectorOf(1, 2.5f); TInt64 whole = TInt64.vectorOf(1, 2)) {
            assertThat(ExampleResults.regressions(2, flat).toString()).isEqualTo("{\"results\":[1.0,2.5]}");
            assertThatThrownBy(() -> ExampleResults.regressions(1, flat))
                    .hasMessageContaining("did not match output batch size");
            assertThatThrownBy(() -> ExampleResults.regressions(2, whole)).hasMessageContaining("DT_FLOAT");
        }
    }
}
