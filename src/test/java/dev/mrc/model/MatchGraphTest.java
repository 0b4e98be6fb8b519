package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.proto.Example;

/** The graph against the PyTorch network with the same random weights. */
class MatchGraphTest {
    private static final float CLOSE = 1e-4f;

    @TempDir
    static Path directory;
    private static ServedModel model;
    private static List<TinyModel.Golden> golden;

    @BeforeAll
    static void export() throws IOException {
        SavedModelExporter.write(directory, ModelSource.open(TinyModel.FILES).config().network(), TinyModel.weights(),
                ServableForm.USUAL);
        model = ServedModel.load(directory);
        golden = TinyModel.golden();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void logitsAreTheReferences() {
        for (TinyModel.Golden window : golden) {
            ServedModel.Answer answer = model.predict(window.ids());
            assertClose(answer.start()[0], window.start());
            assertClose(answer.end()[0], window.end());
        }
    }

    @Test
    void windowsOfAllLengthsTogetherAnswerAsEachAlone() {
        ServedModel.Answer answer = model.predict(golden.stream().map(TinyModel.Golden::ids).toArray(int[][]::new));

        assertThat(answer.uniqueIds()).containsExactly(IntStream.range(0, golden.size()).asLongStream().toArray());
        for (int row = 0; row < golden.size(); row++) {
            assertClose(answer.start()[row], golden.get(row).start());
            assertClose(answer.end()[row], golden.get(row).end());
        }
    }

    @Test
    void paddingChangesNothing() {
        for (TinyModel.Golden window : golden) {
            ServedModel.Answer answer = model.predict(ServedModel.example(0, window.ids(), 384));
            assertThat(answer.start()[0]).hasSize(384);
            assertClose(answer.start()[0], window.start());
            assertClose(answer.end()[0], window.end());
        }
    }

    @Test
    void paddingIsNeverAnAnswer() {
        float[] start = model.predict(ServedModel.example(0, golden.get(0).ids(), 40)).start()[0];
        assertThat(Arrays.copyOfRange(start, golden.get(0).ids().length, 40)).containsOnly(-1e4f);
    }

    @Test
    void anyLengthIsTaken() {
        for (int length : new int[] { 3, 10, 77, 384, 512, 700 }) {
            int[] ids = IntStream.range(0, length).map(i -> i == 0 ? 2 : i == 1 || i == length - 1 ? 3 : 5 + i % 20).toArray();
            ServedModel.Answer answer = model.predict(ids);
            assertThat(answer.start()[0]).hasSize(length);
            for (float logit : answer.end()[0]) {
                assertThat(logit).isFinite();
            }
        }
    }

    @Test
    void examplesThatMakeNoSenseAreRefused() {
        int[] ids = { 2, 9, 3, 9, 3 };
        int[] ones = { 1, 1, 1, 1, 1 };
        assertRefused(ServedModel.example(0, new int[] { 2, 9, 3, 30, 3 }, ones, ones));
        assertRefused(ServedModel.example(0, new int[] { 2, 9, 3, -1, 3 }, ones, ones));
        assertRefused(ServedModel.example(0, ids, new int[] { 1, 1, 1, 1 }, ones));
        assertRefused(ServedModel.example(0, ids, ones, new int[] {}));
        assertRefused(ServedModel.example(0, new int[] {}, new int[] {}, new int[] {}));
        assertRefused(Example.getDefaultInstance().toByteArray());
        assertRefused("예문이 아니다".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(byte[] example) {
        assertThatThrownBy(() -> model.predict(example)).isInstanceOf(TFInvalidArgumentException.class);
    }

    /** The window's own positions only; padding may follow. */
    private static void assertClose(float[] logits, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(logits[i]).as("position %d", i).isCloseTo(expected[i], offset(CLOSE));
        }
    }
}
