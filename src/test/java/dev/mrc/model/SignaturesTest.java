package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

import dev.mrc.model.ServableForm.Outputs;

class SignaturesTest {
    @TempDir
    Path version;

    @Test
    void anExportOfOneLengthShowsTheSeedsSignature() throws IOException {
        try (Checkpoint weights = new Family("bert").weights()) {
            SavedModelExporter.write(version, new Family("bert").network(), weights,
                    new ServableForm(OptionalInt.of(48), Precision.FP16, Outputs.LOGITS));
        }
        assertThat(Signatures.of(version)).isEqualTo("""

                MetaGraphDef with tag-set: 'serve' contains the following SignatureDefs:

                signature_def['serving_default']:
                  The given SavedModel SignatureDef contains the following input(s):
                    inputs['examples'] tensor_info:
                        dtype: DT_STRING
                        shape: (-1)
                        name: input_example_tensor:0
                  The given SavedModel SignatureDef contains the following output(s):
                    outputs['end_logits'] tensor_info:
                        dtype: DT_FLOAT
                        shape: (-1, 48)
                        name: end_logits:0
                    outputs['start_logits'] tensor_info:
                        dtype: DT_FLOAT
                        shape: (-1, 48)
                        name: start_logits:0
                    outputs['unique_ids'] tensor_info:
                        dtype: DT_INT64
                        shape: (-1)
                        name: unique_ids:0
                  Method name is: tensorflow/serving/predict
                """);
    }

    @Test
    void anySavedModelCanBeShown() throws IOException {
        TensorInfo scalar = TensorInfo.newBuilder().setName("x:0").setDtype(DataType.DT_DOUBLE)
                .setTensorShape(TensorShapeProto.getDefaultInstance()).build();
        TensorInfo unknown = TensorInfo.newBuilder().setName("y:1").setDtype(DataType.DT_INT32)
                .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true)).build();
        write(SavedModel.newBuilder().addMetaGraphs(MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve").addTags("gpu"))
                .putSignatureDef("train", SignatureDef.newBuilder().putInputs("x", scalar).build())
                .putSignatureDef("classify", SignatureDef.newBuilder().putOutputs("y", unknown)
                        .setMethodName("tensorflow/serving/classify").build()))
                .build().toByteArray());

        assertThat(Signatures.of(version)).contains("tag-set: 'serve, gpu'").contains("shape: ()").contains("dtype: DT_DOUBLE")
                .contains("shape: unknown_rank").containsSubsequence("['classify']", "['train']")
                .contains("Method name is: tensorflow/serving/classify");
    }

    @Test
    void aFileCutOffIsNamed() throws IOException {
        write(new byte[] { 8, 1, 18, 90, 1 });

        assertThatThrownBy(() -> Signatures.of(version)).isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("is no SavedModel or is cut off.");
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(version.resolve("saved_model.pb"), bytes);
    }
}
