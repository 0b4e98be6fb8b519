package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.text.Normalizer;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code evaluate-v1.0.py} says of these pairs, and SQuAD 2.0's rule for questions without an answer. */
class MatchTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "서울특별시에 | 서울특별시 | 0 | 0.909090909090909",
            "서울특별시 | 서울 특별시 | 0 | 1",
            "부산서울 | 서울부산 | 0 | 1",
            "1234명 | 1,234명 | 1 | 1",
            "35% | 3.5% | 1 | 1",
            "() | () | 1 | 0",
            "`` | 서울 | 0 | 0",
            "서울 | 부산 | 0 | 0",
            "《춘향전》 | 춘향전 | 1 | 1",
            "「춘향전」 | 춘향전 | 0 | 0.75",
            "가나나 | 나가가 | 0 | 0.666666666666667" })
    void agreesWithTheOfficialScript(String prediction, String gold, double exact, double f1) {
        Match match = Match.of(prediction, List.of(gold));

        assertThat(match.exact()).isEqualTo(exact);
        assertThat(match.f1()).isCloseTo(f1, within(1e-12));
    }

    @Test
    void theBestGoldCountsForEachFigureByItself() {
        assertThat(Match.of("한도윤", List.of("첫 등대지기 한도윤", "한도윤"))).isEqualTo(new Match(1, 1));
        assertThat(Match.of("()", List.of("()", "(가)"))).isEqualTo(new Match(1, 0));
    }

    @Test
    void decomposedHangulIsNotTheSameAsComposed() {
        Match match = Match.of(Normalizer.normalize("한도윤", Normalizer.Form.NFD), List.of("한도윤"));

        assertThat(match).isEqualTo(new Match(0, 0));
    }

    @Test
    void charactersAreCodePoints() {
        Match match = Match.of("🙂", List.of("🙁")); // both begin with the same surrogate

        assertThat(match.f1()).isZero();
    }

    @Test
    void onlyTheEmptyPredictionIsRightWhereThereIsNoAnswer() {
        assertThat(Match.of("", List.of())).isEqualTo(new Match(1, 1));
        assertThat(Match.of("한도윤", List.of())).isEqualTo(new Match(0, 0));
        assertThat(Match.of("()", List.of())).isEqualTo(new Match(0, 0));
    }
}
