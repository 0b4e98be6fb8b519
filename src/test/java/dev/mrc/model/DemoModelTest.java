package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.ModelFiles;

/** The demo model as it ships, against what the network it was trained as says; {@code model/train} writes golden.json. */
class DemoModelTest {
    /** Far below what could change an answer; random weights are held to a tenth of it in {@link MatchGraphTest}. */
    private static final float CLOSE = 1e-3f;

    @TempDir
    static Path cache;
    private static ServedModel model;

    /** Windows of one call, all padded to one length. */
    record Case(String name, @JsonProperty("input_ids") int[][] ids, @JsonProperty("input_mask") int[][] mask,
            @JsonProperty("segment_ids") int[][] segments, @JsonProperty("start_logits") float[][] start,
            @JsonProperty("end_logits") float[][] end) {
    }

    private record Golden(List<Case> cases) {
    }

    @BeforeAll
    static void unpack() throws IOException {
        model = ServedModel.load(ModelCache.basePath(ModelFiles.bundled(), cache).resolve("1"));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void logitsAreThoseOfTheTrainedNetwork() throws IOException {
        Golden golden;
        try (InputStream in = DemoModelTest.class.getResourceAsStream("golden.json")) {
            golden = new ObjectMapper().readValue(in, Golden.class);
        }
        assertThat(golden.cases()).isNotEmpty();
        for (Case call : golden.cases()) {
            byte[][] examples = new byte[call.ids().length][];
            for (int row = 0; row < examples.length; row++) {
                examples[row] = ServedModel.example(row, call.ids()[row], call.mask()[row], call.segments()[row]);
            }

            ServedModel.Answer answer = model.predict(examples);

            for (int row = 0; row < examples.length; row++) {
                assertThat(answer.start()[row]).as(call.name()).containsExactly(call.start()[row], offset(CLOSE));
                assertThat(answer.end()[row]).as(call.name()).containsExactly(call.end()[row], offset(CLOSE));
            }
        }
    }
}
