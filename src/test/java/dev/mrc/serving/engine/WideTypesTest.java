package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

class WideTypesTest {
    @TempDir
    Path base;

    @Test
    void onlySuchSignaturesAreOfConcern() throws IOException {
        SavedModels.half(base.resolve("1"), 2);
        ContractModel.write(base);

        assertThat(WideTypes.concern(model(base.resolve("1")).getMetaGraphs(0))).isFalse();
        assertThat(WideTypes.concern(model(base.resolve(ContractModel.VERSION)).getMetaGraphs(0))).isTrue();
    }

    @Test
    void castsStandBetweenTheModelAndItsCallers() throws IOException {
        ContractModel.write(base);

        GraphDef graph = WideTypes.widened(base.resolve(ContractModel.VERSION),
                copy -> model(copy).getMetaGraphs(0).getGraphDef());

        assertThat(node(graph, "in_int8/wide_in_0").getAttrOrThrow("dtype").getType().name()).isEqualTo("DT_INT32");
        assertThat(node(graph, "in_int8/narrow_in_0").getInputList()).containsExactly("in_int8/wide_in_0");
        assertThat(node(graph, "out_int8").getInputList()).containsExactly("in_int8/narrow_in_0");
        assertThat(node(graph, "out_int8/wide_out_0").getInputList()).containsExactly("out_int8:0");
        assertThat(node(graph, "in_uint64/narrow_in_0").getOp()).isEqualTo("Bitcast");
    }

    @Test
    void filesOfTheModelAreThereAndTheCopyIsGoneAfterwards() throws IOException {
        ContractModel.write(base);
        Path version = base.resolve(ContractModel.VERSION);
        Path vocabulary = Files.createDirectories(version.resolve("assets")).resolve("vocab.txt");
        Files.writeString(vocabulary, "가\n");

        Path gone = WideTypes.widened(version, copy -> {
            assertThat(copy.resolve("assets/vocab.txt")).hasContent("가\n");
            return copy;
        });

        assertThat(gone).doesNotExist();
        assertThat(vocabulary).exists();
        assertThatThrownBy(() -> WideTypes.widened(version, copy -> {
            throw StatusException.invalid(copy.toString());
        })).isInstanceOf(StatusException.class).satisfies(e -> assertThat(Path.of(e.getMessage())).doesNotExist());
    }

    private static NodeDef node(GraphDef graph, String name) {
        return graph.getNodeList().stream().filter(node -> node.getName().equals(name)).findFirst().orElseThrow();
    }

    private static SavedModel model(Path directory) {
        try {
            return SavedModel.parseFrom(Files.readAllBytes(directory.resolve("saved_model.pb")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
