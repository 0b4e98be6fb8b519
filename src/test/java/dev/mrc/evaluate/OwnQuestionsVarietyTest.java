package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mrc.evaluate.OwnQuestions.Asked;
import dev.mrc.evaluate.OwnQuestions.Pair;
import dev.mrc.evaluate.OwnQuestions.Passage;

/** The own question set was written one by one: neither passages nor questions are poured from templates. */
class OwnQuestionsVarietyTest {
    private static final int PASSAGE_SHINGLE = 8;
    private static final int QUESTION_SHINGLE = 3;
    private static final double ALIKE = 0.8;

    @Test
    void noPassageRepeatsAnother() {
        for (Twins.Pair pair : passageTwins(0.20)) {
            Passage one = OwnQuestions.ALL.passages().get(pair.first());
            Passage other = OwnQuestions.ALL.passages().get(pair.second());
            assertThat(pair.likeness()).as("%s (%s) and %s (%s) share so much", one.title(), one.split(), other.title(),
                    other.split()).isLessThan(one.split().equals(other.split()) ? 0.30 : 0.20);
        }
    }

    @Test
    void questionsOfOnePassageDifferAndFewResembleThoseOfOthers() {
        List<Pair> questions = OwnQuestions.ALL.questions();
        Set<Integer> twins = new HashSet<>();
        for (Twins.Pair pair : questionTwins(questions)) {
            Pair one = questions.get(pair.first());
            Pair other = questions.get(pair.second());
            assertThat(one.passage().title()).as("%s / %s", one.asked().question(), other.asked().question())
                    .isNotEqualTo(other.passage().title());
            twins.addAll(List.of(pair.first(), pair.second()));
        }
        assertThat((double) twins.size() / questions.size()).as("share of questions with a twin").isLessThan(0.01);
    }

    @ParameterizedTest
    @CsvSource({ "ENDING, 0.08, 500", "MASKED, 0.02, 900" })
    void skeletonsAreMany(Skeleton skeleton, double mostOfOne, double leastInThousand) {
        Skeleton.Variety variety = skeleton.variety(OwnQuestions.ALL.questions());

        assertThat(variety.share()).as(variety.toString()).isLessThanOrEqualTo(mostOfOne);
        assertThat(variety.inThousand()).as(variety.toString()).isGreaterThanOrEqualTo(leastInThousand);
    }

    @Test
    void templatesWouldBeSeen() {
        List<Pair> poured = IntStream.range(0, 2_000).mapToObj(i -> new Pair(
                new Passage("train", "가" + i, "가온" + i + "마을의 이장은 나래" + i + "씨이다.", List.of()),
                new Asked("" + i, "가온" + i + "마을의 이장은 누구인가?", false, List.of()))).toList();

        assertThat(Skeleton.MASKED.variety(poured)).isEqualTo(new Skeleton.Variety("# _ 누구인가", 1, 1));
        assertThat(Skeleton.ENDING.variety(poured)).isEqualTo(new Skeleton.Variety("이장은 누구인가", 1, 1));
    }

    @Test
    void rewrittenTextsWouldBeSeen() {
        String text = OwnQuestions.ALL.passages().get(0).context();
        List<Shingles> texts = List.of(Shingles.of(OwnQuestions.ALL.passages().get(1).context(), PASSAGE_SHINGLE),
                Shingles.of(text, PASSAGE_SHINGLE), Shingles.of(text.replace("년", " 년대 ").substring(100), PASSAGE_SHINGLE));
        List<Shingles> questions = List.of(Shingles.of("행주산성을 공격한 왜군의 총대장은 누구인가?", QUESTION_SHINGLE),
                Shingles.of("행주산성을 공격한 왜군의 총대장은 누구였나?", QUESTION_SHINGLE), Shingles.of("누구인가?", QUESTION_SHINGLE));

        assertThat(new Twins(texts).overlapping(0.2)).singleElement()
                .satisfies(pair -> assertThat(pair).extracting(Twins.Pair::first, Twins.Pair::second).containsExactly(1, 2));
        assertThat(new Twins(questions).alike(0.7)).singleElement()
                .satisfies(pair -> assertThat(pair).extracting(Twins.Pair::first, Twins.Pair::second).containsExactly(0, 1));
    }

    private static List<Twins.Pair> passageTwins(double least) {
        return new Twins(OwnQuestions.ALL.passages().stream().map(passage -> Shingles.of(passage.context(), PASSAGE_SHINGLE))
                .toList()).overlapping(least);
    }

    private static List<Twins.Pair> questionTwins(List<Pair> questions) {
        return new Twins(questions.stream().map(pair -> Shingles.of(pair.asked().question(), QUESTION_SHINGLE)).toList())
                .alike(ALIKE);
    }
}
