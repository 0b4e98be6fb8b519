package dev.mrc.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.mrc.tokenize.CharSpan;

class OccurrencesTest {
    @Test
    void wordsCountWithAndWithoutParticleButNotInsideAnotherWord() {
        String text = "한강은 길다. 북한강과 한강이 만난다. 한강, 한강변, 한강에서";

        assertThat(Occurrences.of(text, new CharSpan(0, 2))).extracting(CharSpan::start).containsExactly(0, text.indexOf("한강이"),
                text.indexOf("한강,"), text.indexOf("한강에서"));
    }

    @Test
    void theAnswersOwnPlaceCountsWhereverItIs() {
        String text = "북한강과 한강";

        assertThat(Occurrences.of(text, new CharSpan(1, 3))).containsExactly(new CharSpan(1, 3), new CharSpan(5, 7));
    }

    @Test
    void placesDoNotOverlap() {
        assertThat(Occurrences.of("! ! ! ! !", new CharSpan(2, 5))).containsExactly(new CharSpan(2, 5), new CharSpan(6, 9));
    }

    @Test
    void pageFullOfTheSameWordIsListedUpToALimit() {
        assertThat(Occurrences.of("3 ".repeat(20_000), new CharSpan(30_000, 30_001))).hasSize(Occurrences.MOST)
                .contains(new CharSpan(30_000, 30_001));
    }
}
