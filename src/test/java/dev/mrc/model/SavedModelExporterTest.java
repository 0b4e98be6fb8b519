package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.family.TFloating;

import dev.mrc.model.ServableForm.Outputs;

class SavedModelExporterTest {
    /** start = table[id] * mask, end = table[id] + segment. */
    private static final SpanGraph LOOKUP = SavedModelExporterTest::lookup;
    private static final SafetensorsFile TABLE = new SafetensorsFile().floats("encoder.table", new float[] { -1, 10, 20, 30 },
            4);

    @TempDir
    Path directory;

    @Test
    void rowsOfAnyLengthsAreAnsweredTogether() throws IOException {
        SavedModelExporter.write(directory, LOOKUP, TABLE.read(), ServableForm.USUAL);

        try (ServedModel model = ServedModel.load(directory)) {
            ServedModel.Answer answer = model.predict(new int[] { 1, 2, 3 }, new int[] { 3 });

            assertThat(answer.uniqueIds()).containsExactly(0, 1);
            assertThat(answer.start()).isDeepEqualTo(new float[][] { { 10, 20, 30 }, { 30, 0, 0 } });
            assertThat(answer.end()).isDeepEqualTo(new float[][] { { 10, 20, 30 }, { 30, -1, -1 } });
        }
    }

    @Test
    void signatureIsBertsToTheLetter() throws IOException {
        SavedModelExporter.write(directory, LOOKUP, TABLE.read(), ServableForm.USUAL);

        MetaGraphDef meta = metaGraph();
        assertThat(meta.getMetaInfoDef().getTagsList()).containsExactly("serve");
        assertThat(meta.getSignatureDefMap()).containsOnlyKeys("serving_default");
        SignatureDef signature = meta.getSignatureDefOrThrow("serving_default");
        assertThat(signature.getMethodName()).isEqualTo("tensorflow/serving/predict");
        assertThat(signature.getInputsMap()).containsOnlyKeys("examples");
        assertThat(ServedModel.describe(signature.getInputsOrThrow("examples")))
                .isEqualTo("input_example_tensor:0 DT_STRING [-1]");
        assertThat(signature.getOutputsMap()).containsOnlyKeys("start_logits", "end_logits", "unique_ids");
        assertThat(List.of("start_logits", "end_logits", "unique_ids")).extracting(signature::getOutputsOrThrow)
                .extracting(ServedModel::describe).containsExactly("start_logits:0 DT_FLOAT [-1, -1]",
                        "end_logits:0 DT_FLOAT [-1, -1]", "unique_ids:0 DT_INT64 [-1]");
    }

    @Test
    void oneLengthOnlyIsTakenWhereThatIsWanted() throws IOException {
        SavedModelExporter.write(directory, LOOKUP, TABLE.read(),
                new ServableForm(OptionalInt.of(3), Precision.FP32, Outputs.LOGITS));

        SignatureDef signature = metaGraph().getSignatureDefOrThrow("serving_default");
        assertThat(List.of("start_logits", "end_logits", "unique_ids")).extracting(signature::getOutputsOrThrow)
                .extracting(ServedModel::describe).containsExactly("start_logits:0 DT_FLOAT [-1, 3]",
                        "end_logits:0 DT_FLOAT [-1, 3]", "unique_ids:0 DT_INT64 [-1]");
        try (ServedModel model = ServedModel.load(directory)) {
            assertThat(model.predict(new int[] { 1, 2, 3 }).start()).isDeepEqualTo(new float[][] { { 10, 20, 30 } });
            assertThatThrownBy(() -> model.predict(new int[] { 1, 2 })).isInstanceOf(TFInvalidArgumentException.class);
        }
    }

    @Test
    void theSecondSignatureTellsFortySpansAWindow() throws IOException {
        SavedModelExporter.write(directory, LOOKUP, TABLE.read(),
                new ServableForm(OptionalInt.empty(), Precision.FP16, Outputs.LOGITS_AND_SPANS));

        SignatureDef signature = metaGraph().getSignatureDefOrThrow("answer_spans");
        assertThat(signature.getInputsMap()).isEqualTo(metaGraph().getSignatureDefOrThrow("serving_default").getInputsMap());
        assertThat(signature.getOutputsMap().values()).extracting(ServedModel::describe).containsExactlyInAnyOrder(
                "span_first:0 DT_INT32 [-1, 40]", "span_last:0 DT_INT32 [-1, 40]", "span_start_logits:0 DT_FLOAT [-1, 40]",
                "span_end_logits:0 DT_FLOAT [-1, 40]", "null_logits:0 DT_FLOAT [-1, 2]", "unique_ids:0 DT_INT64 [-1]");
    }

    @ParameterizedTest
    @EnumSource(names = { "FP16", "BF16" })
    void halfWeightsStillGiveFloat32Logits(Precision precision) throws IOException {
        SavedModelExporter.write(directory, LOOKUP, TABLE.read(),
                new ServableForm(OptionalInt.empty(), precision, Outputs.LOGITS));

        assertThat(ServedModel.describe(metaGraph().getSignatureDefOrThrow("serving_default").getOutputsOrThrow("end_logits")))
                .isEqualTo("end_logits:0 DT_FLOAT [-1, -1]");
        assertThat(metaGraph().getGraphDef().getNodeList()).filteredOn(node -> node.getOp().equals("VarHandleOp"))
                .singleElement().satisfies(node -> assertThat(node.getAttrOrThrow("dtype").getType())
                        .isEqualTo(precision.dataType()));
        try (ServedModel model = ServedModel.load(directory)) {
            assertThat(model.predict(new int[] { 1, 2, 3 }).start()).isDeepEqualTo(new float[][] { { 10, 20, 30 } });
        }
    }

    @Test
    void weightsAreVariablesOutsideTheGraph() throws IOException {
        SavedModelExporter.write(directory, LOOKUP, TABLE.read(), ServableForm.USUAL);

        assertThat(metaGraph().getGraphDef().getNodeList()).filteredOn(node -> node.getOp().equals("VarHandleOp"))
                .singleElement().satisfies(node -> assertThat(node.getName()).isEqualTo("encoder.table"));
        assertThat(directory.resolve("variables/variables.index")).isNotEmptyFile();
        assertThat(directory.resolve("variables/variables.data-00000-of-00001")).isNotEmptyFile();
    }

    @Test
    void weightsThatDoNotFitAreRefused() throws IOException {
        Checkpoint wrong = new SafetensorsFile().floats("encoder.table", new float[] { 1, 2 }, 2).read();
        assertThatThrownBy(() -> SavedModelExporter.write(directory, LOOKUP, wrong, ServableForm.USUAL))
                .isInstanceOf(UnusableModelException.class)
                .hasMessage("model.safetensors: tensor 'encoder.table' has shape [2] but [4] is expected.");
        assertThat(directory).isEmptyDirectory();
    }

    private MetaGraphDef metaGraph() throws IOException {
        try (InputStream file = Files.newInputStream(directory.resolve("saved_model.pb"))) {
            return SavedModel.parseFrom(file).getMetaGraphs(0);
        }
    }

    private static SpanGraph.Logits lookup(Ops tf, Weights weights, SpanGraph.Batch batch) {
        FloatOps f = new FloatOps(tf, weights.precision());
        Operand<TFloating> values = f.look(weights.floats("encoder.table", 4), batch.ids());
        return new SpanGraph.Logits(f.times(values, f.floats(batch.mask())), f.plus(values, f.floats(batch.segments())));
    }
}
