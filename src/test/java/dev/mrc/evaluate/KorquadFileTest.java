package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Figures that the official script gives for KorQuAD 1.0's whole development set, where it is at hand:
 * {@code -Dkorquad.data=KorQuAD_v1.0_dev.json}. Its licence keeps it out of this project.
 */
@EnabledIfSystemProperty(named = "korquad.data", matches = ".+")
class KorquadFileTest {
    private static final int WHOLE_SET = 5774;

    private List<GoldQuestion> questions;

    @BeforeEach
    void read() {
        questions = QuestionFile.read(Path.of(System.getProperty("korquad.data")));
    }

    @Test
    void goldAgainstGoldIsOneHundred() {
        assertThat(score(gold -> gold)).isEqualTo(new Score(questions.size(), 100, 100));
    }

    @Test
    void nothingIsZero() {
        assertThat(score(gold -> "")).isEqualTo(new Score(questions.size(), 0, 0));
    }

    @Test
    void withoutSpacesOnlyExactMatchIsLost() {
        Score score = score(gold -> gold.replace(" ", ""));

        assertThat(score.f1()).isEqualTo(100);
        assertThat(score.exactMatch()).isBetween(55.0, 70.0);
        if (score.questions() == WHOLE_SET) {
            assertThat(score.exactMatch()).isCloseTo(100.0 * 3571 / WHOLE_SET, within(1e-9)); // 61.85
        }
    }

    @Test
    void decomposedGoldsHardlyMatch() {
        Score score = score(gold -> Normalizer.normalize(gold, Normalizer.Form.NFD));

        assertThat(score.exactMatch()).isBetween(1.0, 10.0);
        assertThat(score.f1()).isBetween(10.0, 25.0);
        if (score.questions() == WHOLE_SET) {
            assertThat(score.exactMatch()).isCloseTo(100.0 * 259 / WHOLE_SET, within(1e-9)); // 4.49
            assertThat(score.f1()).isCloseTo(16.27, within(0.005));
        }
    }

    private Score score(UnaryOperator<String> change) {
        Map<String, String> predictions = new HashMap<>();
        questions.forEach(question -> predictions.put(question.id(), change.apply(question.golds().get(0))));
        return Evaluation.of(questions, predictions).all();
    }
}
