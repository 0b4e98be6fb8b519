package dev.mrc.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.mrc.tokenize.CharSpan;
import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowSplitter;

class SpanDecoderTest {
    private static final String SEOUL = "대한민국의 수도는 서울특별시이다. 인구는 약 940만 명이고, 서울특별시의 강은 한강이다.";

    private final SpanDecoder decoder = new SpanDecoder(128);

    @Test
    void particleIsCutOffAndTheRawSpanIsKept() {
        Answer answer = only(SEOUL, Boundary.PARTICLE, "서울특별시이다");

        assertThat(answer.span()).isEqualTo(new CharSpan(10, 15));
        assertThat(answer.span().in(SEOUL)).isEqualTo("서울특별시");
        assertThat(answer.raw().in(SEOUL)).isEqualTo("서울특별시이다");
        assertThat(answer.evidence().trimmed().in(SEOUL)).isEqualTo("이다");
        assertThat(answer.evidence().startLogit()).isEqualTo(12);
        assertThat(answer.evidence().endLogit()).isEqualTo(12);
        assertThat(answer.evidence().pieces()).isEqualTo(new Window.Slice(8, 15));
    }

    @Test
    void tokenBoundaryIsWhatTheModelSaid() {
        assertThat(only(SEOUL, Boundary.TOKEN, "서울특별시이다").span().in(SEOUL)).isEqualTo("서울특별시이다");
        assertThat(only(SEOUL, Boundary.TOKEN, "서울").span().in(SEOUL)).isEqualTo("서울");
    }

    @Test
    void wordBoundaryReachesToTheBlanks() {
        Answer answer = only(SEOUL, Boundary.WORD, "특별시");

        assertThat(answer.span().in(SEOUL)).isEqualTo("서울특별시이다.");
        assertThat(answer.raw().in(SEOUL)).isEqualTo("특별시");
        assertThat(answer.evidence().trimmed().length()).isZero();
    }

    @Test
    void answerAtTheVeryStartIsFound() {
        assertThat(only("한강은 길다", Boundary.PARTICLE, "한강은").span()).isEqualTo(new CharSpan(0, 2));
    }

    @Test
    void sameWordsElsewhereAreOccurrencesAndNoAnswersOfTheirOwn() {
        Window window = Pieces.window(SEOUL);
        WindowLogits logits = Pieces.favouring(window, SEOUL, "서울특별시이다", "서울특별시의");

        Answers answers = decode(window, logits, SEOUL, options(20, Boundary.PARTICLE));

        int second = SEOUL.lastIndexOf("서울특별시");
        assertThat(answers.list().get(0).occurrences()).containsExactly(new CharSpan(10, 15), new CharSpan(second, second + 5));
        assertThat(answers.list()).extracting(answer -> answer.span().in(SEOUL)).containsOnlyOnce("서울특별시");
        assertThat(answers.list().get(0).score()).isLessThan(1);
    }

    @Test
    void numberInsideAnotherNumberIsNoOccurrence() {
        String text = "3명이 35년 동안 13권을 3권씩 썼다. 3명은";

        assertThat(only(text, Boundary.TOKEN, "3").occurrences()).isEqualTo(List.of(new CharSpan(0, 1)));
        assertThat(only(text, Boundary.PARTICLE, "3명이").occurrences()).hasSize(2);
    }

    @Test
    void sameWordsInAnotherPassageAreAnotherAnswer() {
        List<String> passages = List.of("수도는 서울이다", "도시는 서울이다");
        List<Window> windows = new WindowSplitter(100, 20).split(Pieces.QUESTION, passages.stream().map(Pieces::of).toList());
        List<WindowLogits> logits = windows.stream()
                .map(window -> Pieces.favouring(window, passages.get(window.passage()), "서울이다")).toList();

        Answers answers = decoder.decode(windows, logits, passages, options(2, Boundary.PARTICLE));

        assertThat(answers.list()).extracting(Answer::passage).containsExactly(0, 1);
        assertThat(answers.list()).extracting(Answer::score).containsExactly(answers.list().get(0).score(),
                answers.list().get(0).score());
        assertThat(answers.list()).allSatisfy(answer -> assertThat(answer.score()).isLessThan(0.51));
    }

    @Test
    void noAnswerWinsFromTheThresholdOn() {
        Window window = Pieces.window("가");
        WindowLogits even = new WindowLogits(new float[] { 1, 0, 0, 0, 1, 0 }, new float[] { 1, 0, 0, 0, 1, 0 });

        assertThat(decode(window, even, "가", options(1, Boundary.TOKEN))).isEqualTo(new Answers(List.of(), 0.5));
        Answers forced = decode(window, even, "가", new AnswerOptions(1, 0, 60, false, Boundary.TOKEN, Calibration.DEFAULT));
        assertThat(forced.answered()).isTrue();
        assertThat(forced.nullScore()).isEqualTo(0.5);
        assertThat(decode(window, even, "가",
                new AnswerOptions(1, 0, 60, true, Boundary.TOKEN, new Calibration(1, 0.51))).answered()).isTrue();
    }

    @Test
    void noAnswerIsAsLikelyAsTheWindowThatDoubtsItMost() {
        List<String> passages = List.of("가나", "다라");
        List<Window> windows = new WindowSplitter(100, 20).split(Pieces.QUESTION, passages.stream().map(Pieces::of).toList());
        WindowLogits empty = new WindowLogits(new float[] { 9, 0, 0, 0, 0, 0, 0 }, new float[] { 9, 0, 0, 0, 0, 0, 0 });
        WindowLogits sure = new WindowLogits(new float[] { -9, 0, 0, 0, 0, 5, 0 }, new float[] { -9, 0, 0, 0, 0, 5, 0 });

        Answers answers = decoder.decode(windows, List.of(empty, sure), passages, options(1, Boundary.TOKEN));

        assertThat(answers.nullScore()).isLessThan(1e-6);
        assertThat(answers.list()).singleElement().satisfies(answer -> {
            assertThat(answer.passage()).isEqualTo(1);
            assertThat(answer.span()).isEqualTo(new CharSpan(1, 2));
        });
    }

    @Test
    void temperatureFlattensScoresAndChangesNoAnswer() {
        Window window = Pieces.window(SEOUL);
        WindowLogits logits = Pieces.favouring(window, SEOUL, "서울특별시이다", "한강이다");

        Answer sharp = decode(window, logits, SEOUL, options(1, Boundary.PARTICLE)).list().get(0);
        Answer flat = decode(window, logits, SEOUL,
                new AnswerOptions(1, 0, 60, true, Boundary.PARTICLE, new Calibration(4, 0.5))).list().get(0);

        assertThat(flat.span()).isEqualTo(sharp.span());
        assertThat(flat.score()).isLessThan(sharp.score()).isPositive();
    }

    @Test
    void answersBelowTheMinimumAreDropped() {
        Window window = Pieces.window(SEOUL);
        WindowLogits logits = Pieces.favouring(window, SEOUL, "서울특별시이다", "한강이다");

        Answers some = decode(window, logits, SEOUL, new AnswerOptions(20, 0.5, 60, true, Boundary.TOKEN, Calibration.DEFAULT));
        Answers none = decode(window, logits, SEOUL, new AnswerOptions(20, 1, 60, true, Boundary.TOKEN, Calibration.DEFAULT));

        assertThat(some.list()).singleElement().satisfies(answer -> assertThat(answer.score()).isGreaterThanOrEqualTo(0.5));
        assertThat(none.answered()).isFalse();
    }

    @Test
    void nothingToReadIsNoAnswer() {
        assertThat(decoder.decode(List.of(), List.of(), List.of("\u0000"), options(1, Boundary.WORD)))
                .isEqualTo(new Answers(List.of(), 1));
    }

    @Test
    void logitsThatDoNotFitTheWindowsAreRefused() {
        Window window = Pieces.window("서울");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decoder.decode(List.of(window), List.of(), List.of("서울"), options(1, Boundary.TOKEN)))
                .withMessage("1 windows but logits of 0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> decode(window, new WindowLogits(new float[6], new float[6]), "서울", options(1, Boundary.TOKEN)))
                .withMessage("Window 0 has 7 tokens but 6 logits");
    }

    @Test
    void hugeLogitsStillGiveScores() {
        Window window = Pieces.window("서울");
        float[] huge = { 0, 0, 0, 0, Float.MAX_VALUE, Float.MAX_VALUE, 0 };

        Answers answers = decode(window, new WindowLogits(huge, huge), "서울", options(20, Boundary.TOKEN));

        assertThat(answers.list()).isNotEmpty().allSatisfy(answer -> assertThat(answer.score()).isBetween(0.0, 1.0));
    }

    @ParameterizedTest
    @EnumSource(Boundary.class)
    void promisesHoldForAnyLogitsOnAnyText(Boundary boundary) {
        Random random = new Random(20261123);
        for (int round = 0; round < 400; round++) {
            List<String> passages = List.of(text(random), text(random));
            List<Tokens> pieces = passages.stream().map(Pieces::of).toList();
            List<Window> windows = new WindowSplitter(6 + 20 + random.nextInt(60), 20).split(Pieces.QUESTION, pieces);
            List<WindowLogits> logits = windows.stream().map(window -> Pieces.random(window, random, 3)).toList();
            int maxChars = 1 + random.nextInt(40);

            Answers answers = new SpanDecoder(20).decode(windows, logits, passages,
                    new AnswerOptions(20, 0, maxChars, false, boundary, new Calibration(8, 0.5)));

            assertPromises(answers, passages, maxChars);
            Answers fewer = new SpanDecoder(20).decode(windows, logits, passages,
                    new AnswerOptions(3, 0, maxChars, false, boundary, new Calibration(8, 0.5)));
            assertThat(fewer).as("scores do not depend on topK")
                    .isEqualTo(new Answers(answers.list().subList(0, Math.min(3, answers.list().size())), answers.nullScore()));
        }
    }

    private static void assertPromises(Answers answers, List<String> passages, int maxChars) {
        double sum = answers.nullScore();
        Answer before = null;
        List<Answer> seen = new ArrayList<>();
        for (Answer answer : answers.list()) {
            String text = passages.get(answer.passage());
            CharSpan span = answer.span();
            assertThat(span.length()).isBetween(1, maxChars);
            assertThat(Clusters.isBoundary(text, span.start()) && Clusters.isBoundary(text, span.end())).isTrue();
            assertThat(answer.score()).isBetween(0.0, 1.0);
            assertThat(answer.occurrences()).contains(span)
                    .allSatisfy(place -> assertThat(place.in(text)).isEqualTo(span.in(text)));
            for (Answer other : seen) {
                assertThat(other.passage() == answer.passage() && other.span().overlaps(span)).isFalse();
            }
            if (before != null) {
                assertThat(answer.score()).isLessThanOrEqualTo(before.score());
            }
            before = answer;
            seen.add(answer);
            sum += answer.score();
        }
        assertThat(sum).isLessThanOrEqualTo(1 + 1e-9);
    }

    @Test
    void aSpanInTwoWindowsIsScoredOnceWhereItHasMostContext() {
        String text = "가나다라마바사아자차카타파하거너더러머버";
        List<Window> windows = new WindowSplitter(5 + 12, 8).split(Pieces.QUESTION, List.of(Pieces.of(text)));
        // Every window is sure of the same words, each as much as its number says.
        List<WindowLogits> logits = new ArrayList<>();
        for (Window window : windows) {
            float[] start = new float[window.length()];
            float[] end = new float[window.length()];
            Pieces.favour(window, start, end, new int[] { 9, 11, 20 - window.uniqueId() });
            logits.add(new WindowLogits(start, end));
        }

        Answers answers = decoder.decode(windows, logits, List.of(text), options(20, Boundary.TOKEN));

        Answer best = answers.list().get(0);
        Window.Slice slice = windows.get(best.evidence().window()).slice();
        assertThat(best.span().in(text)).isEqualTo("차카");
        assertThat(windows).allSatisfy(window -> assertThat(Math.min(9 - window.slice().first(), window.slice().end() - 11))
                .isLessThanOrEqualTo(Math.min(9 - slice.first(), slice.end() - 11)));
        assertThat(best.evidence().window()).isPositive();
        assertThat(best.score()).isCloseTo(1, within(1e-6));
        assertThat(answers.list().stream().filter(answer -> answer.span().equals(best.span()))).hasSize(1);
    }

    @Test
    void mutatedTextKeepsTheAnswer() {
        for (String mutated : List.of(Normalizer.normalize(SEOUL, Normalizer.Form.NFD), SEOUL.replace(" ", "\u00a0"),
                SEOUL.replace(" ", "\r\n"), SEOUL.replace(" ", "  "), "😀👨‍👩‍👧 " + SEOUL)) {
            String raw = mutated.contains("서울특별시이다") ? "서울특별시이다" : Normalizer.normalize("서울특별시이다", Normalizer.Form.NFD);
            String answer = only(mutated, Boundary.PARTICLE, raw).span().in(mutated);
            assertThat(Normalizer.normalize(answer, Normalizer.Form.NFC)).isEqualTo("서울특별시");
        }
    }

    private Answer only(String text, Boundary boundary, String words) {
        Window window = Pieces.window(text);
        Answers answers = decode(window, Pieces.favouring(window, text, words), text, options(1, boundary));
        assertThat(answers.list()).hasSize(1);
        return answers.list().get(0);
    }

    private Answers decode(Window window, WindowLogits logits, String text, AnswerOptions options) {
        return decoder.decode(List.of(window), List.of(logits), List.of(text), options);
    }

    private static AnswerOptions options(int topK, Boundary boundary) {
        return new AnswerOptions(topK, 0, 60, true, boundary, Calibration.DEFAULT);
    }

    private static String text(Random random) {
        String[] parts = { "서울", "에서는 ", "한강이 ", "3명", " ", "\u00a0", "\r\n", "😀", "👨‍👩‍👧", "가", "“", "”", ", ", "이다. ",
                "회의", "é" };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return random.nextInt(4) == 0 ? Normalizer.normalize(text, Normalizer.Form.NFD) : text.toString();
    }
}
