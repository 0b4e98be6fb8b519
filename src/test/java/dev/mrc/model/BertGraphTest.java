package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.exceptions.TFInvalidArgumentException;

import dev.mrc.model.ServableForm.Outputs;

/** Exported graphs against the logits that transformers, or google-research/bert, gave for the same weights. */
class BertGraphTest {
    private static final int POSITIONS = 64;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "bert", "bert-sharded", "bert-tf1", "bert-gelu-new", "bert-relu", "electra", "electra-base",
            "roberta" })
    void logitsAreTheReferencesAtAnyLength(String name) throws IOException {
        Family family = new Family(name);
        try (ServedModel model = export(family, ServableForm.USUAL)) {
            for (Family.Case rows : family.golden()) {
                assertClose(model.predict(rows.examples()), rows, 1e-4f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "bert", "bert-tf1", "bert-gelu-new", "bert-relu", "electra", "electra-base", "roberta" })
    void oneLengthGivesTheLogitsThatAnyLengthGives(String name) throws IOException {
        Family family = new Family(name);
        try (ServedModel model = export(family, new ServableForm(OptionalInt.of(POSITIONS), Precision.FP32, Outputs.LOGITS))) {
            for (Family.Case rows : family.golden()) {
                ServedModel.Answer answer = model.predict(rows.padded(POSITIONS));
                assertThat(answer.start()[0]).hasSize(POSITIONS);
                assertClose(answer, rows, 1e-4f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "bert", "bert-tf1", "bert-gelu-new", "bert-relu", "electra", "electra-base", "roberta" })
    void float16StaysWithinTwoHundredths(String name) throws IOException {
        Family family = new Family(name);
        try (ServedModel model = export(family, new ServableForm(OptionalInt.empty(), Precision.FP16, Outputs.LOGITS))) {
            for (Family.Case rows : family.golden()) {
                assertClose(model.predict(rows.examples()), rows, 2e-2f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "bert", "electra", "roberta" })
    void bfloat16HasAnEighthOfFloat16sDigits(String name) throws IOException {
        Family family = new Family(name);
        try (ServedModel model = export(family, new ServableForm(OptionalInt.empty(), Precision.BF16, Outputs.LOGITS))) {
            for (Family.Case rows : family.golden()) {
                assertClose(model.predict(rows.examples()), rows, 8 * 2e-2f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "bert", "roberta" })
    void aRowLongerThanThePositionsIsRefused(String name) throws IOException {
        try (ServedModel model = export(new Family(name), ServableForm.USUAL)) {
            int[] ones = new int[POSITIONS + 1];
            Arrays.fill(ones, 1);
            assertThatThrownBy(() -> model.predict(ServedModel.example(0, ones, ones, ones)))
                    .isInstanceOf(TFInvalidArgumentException.class);
        }
    }

    @Test
    void halfWeightsTakeHalfTheRoom() throws IOException {
        export(new Family("bert"), new ServableForm(OptionalInt.empty(), Precision.FP16, Outputs.LOGITS)).close();
        Path half = directory.resolve("variables/variables.data-00000-of-00001");
        Path whole = directory.resolve("whole");
        Files.createDirectory(whole);
        SavedModelExporter.write(whole, new Family("bert").network(), new Family("bert").weights(), ServableForm.USUAL);

        assertThat(half.toFile().length() * 2).isEqualTo(whole.resolve("variables/variables.data-00000-of-00001").toFile()
                .length());
    }

    private ServedModel export(Family family, ServableForm form) throws IOException {
        try (Checkpoint weights = family.weights()) {
            SavedModelExporter.write(directory, family.network(), weights, form);
        }
        return ServedModel.load(directory);
    }

    /** Real positions only; what follows belongs to padding. */
    private static void assertClose(ServedModel.Answer answer, Family.Case expected, float distance) {
        for (int row = 0; row < expected.ids().length; row++) {
            for (int i = 0; i < expected.start()[row].length; i++) {
                assertThat(answer.start()[row][i]).as("%s: start of row %d at %d", expected, row, i)
                        .isCloseTo(expected.start()[row][i], offset(distance));
                assertThat(answer.end()[row][i]).as("%s: end of row %d at %d", expected, row, i)
                        .isCloseTo(expected.end()[row][i], offset(distance));
            }
        }
    }
}
