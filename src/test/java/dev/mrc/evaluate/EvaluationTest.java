package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    @TempDir
    private Path folder;

    private List<GoldQuestion> questions;

    @BeforeEach
    void read() throws IOException {
        questions = QuestionFile.read(Files.writeString(folder.resolve("질문.json"), Questions.FILE));
    }

    @Test
    void goldAgainstGoldIsOneHundred() {
        Map<String, String> golds = questions.stream()
                .collect(Collectors.toMap(GoldQuestion::id, question -> question.golds().stream().findFirst().orElse("")));

        Evaluation evaluation = Evaluation.of(questions, golds);

        assertThat(evaluation.all()).isEqualTo(new Score(5, 100, 100));
        assertThat(evaluation.misses()).isEmpty();
    }

    @Test
    void everyQuestionCountsAndAMissingOneIsWrongEvenIfItHasNoAnswer() {
        Evaluation evaluation = Evaluation.of(questions, Map.of("등대-1", "1963년", "등대-2", "한도윤이", "없는 질문", "한도윤"));

        assertThat(evaluation.all().questions()).isEqualTo(5);
        assertThat(evaluation.all().exactMatch()).isCloseTo(100 / 5.0, within(1e-12));
        assertThat(evaluation.all().f1()).isCloseTo(100 * (1 + 6 / 7.0) / 5, within(1e-12));
        assertThat(evaluation.missing()).isEqualTo(3);
        assertThat(evaluation.unanswerable()).isEqualTo(new Score(1, 0, 0));
        assertThat(evaluation.misses()).extracting(miss -> miss.question().id())
                .containsExactly("등대-2", "등대-3", "등대-4", "등대-5");
    }

    @Test
    void scoresAreGivenByTypeAndByWhetherThereIsAnAnswer() {
        Evaluation evaluation = Evaluation.of(questions,
                Map.of("등대-1", "1963년", "등대-2", "", "등대-3", "27m", "등대-4", "바다의 노래", "등대-5", ""));

        assertThat(evaluation.answerable()).isEqualTo(new Score(4, 75, 75));
        assertThat(evaluation.unanswerable()).isEqualTo(new Score(1, 100, 100));
        assertThat(evaluation.byType()).containsExactly(Map.entry(QuestionType.WHO, new Score(1, 0, 0)),
                Map.entry(QuestionType.WHEN, new Score(1, 100, 100)), Map.entry(QuestionType.HOW_MANY, new Score(1, 100, 100)),
                Map.entry(QuestionType.WHAT, new Score(1, 100, 100)), Map.entry(QuestionType.OTHER, new Score(1, 100, 100)));
    }

    @Test
    void withoutScoresThereIsNeitherCurveNorCalibration() {
        Evaluation evaluation = Evaluation.of(questions, Map.of("등대-1", "1963년", "등대-5", ""));

        assertThat(evaluation.noAnswerAuroc()).isEmpty();
        assertThat(evaluation.reliability()).isEmpty();
    }

    @Test
    void aurocIsTheChanceThatAQuestionWithoutAnswerHasTheHigherNullScore() {
        List<Outcome> outcomes = List.of(withNull(true, 0.1), withNull(true, 0.4), withNull(true, 0.4), withNull(true, 0.9),
                withNull(false, 0.4), withNull(false, 0.95), withNull(false, 0.05));

        // of 12 pairs: 0.4 wins 1 and ties 2, 0.95 wins 4, 0.05 wins none
        assertThat(new Evaluation(outcomes).noAnswerAuroc().orElseThrow()).isCloseTo((1 + 1 + 4) / 12.0, within(1e-12));
    }

    @Test
    void aurocNeedsBothKindsOfQuestion() {
        assertThat(new Evaluation(List.of(withNull(true, 0.1))).noAnswerAuroc()).isEqualTo(OptionalDouble.empty());
        assertThat(new Evaluation(List.of(withNull(false, 0.1))).noAnswerAuroc()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void calibrationErrorIsTheMeanDistanceOfScoreAndShareOfExactMatches() {
        List<Outcome> outcomes = List.of(scored("가람", 0.92), scored("가람", 0.98), scored("나루", 1.0), scored("나루", 0.31),
                scored("가람", 0.0));

        Reliability reliability = new Evaluation(outcomes).reliability().orElseThrow();

        double last = Math.abs((0.92 + 0.98 + 1.0) / 3 - 2 / 3.0);
        assertThat(reliability.expectedError()).isCloseTo((3 * last + 0.31 + 1) / 5, within(1e-12));
        assertThat(reliability.bins()).hasSize(10).extracting(Reliability.Bin::questions).containsExactly(1, 0, 0, 1, 0, 0, 0,
                0,
                0, 3);
        assertThat(reliability.bins().get(9).exact()).isCloseTo(2 / 3.0, within(1e-12));
    }

    private static Outcome withNull(boolean answerable, double nullScore) {
        return Questions.outcome(answerable, Prediction.of("가람", 1 - nullScore, nullScore));
    }

    private static Outcome scored(String text, double score) {
        return Questions.outcome(true, Prediction.of(text, score, 0));
    }
}
