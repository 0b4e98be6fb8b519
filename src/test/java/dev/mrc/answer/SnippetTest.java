package dev.mrc.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.mrc.tokenize.CharSpan;

class SnippetTest {
    private static final String PASSAGE = "세종은 훈민정음을 만들었다. 그는 1397년 한양에서 태어났고 조선의 네 번째 임금이 되었다.";

    @Test
    void shortPassageIsShownWhole() {
        Snippet snippet = around(PASSAGE, "한양", 80);

        assertThat(snippet).isEqualTo(new Snippet(PASSAGE, 0, PASSAGE.indexOf("한양"), PASSAGE.indexOf("한양") + 2));
    }

    @Test
    void wordsAreShownWholeOrNotAtAll() {
        Snippet snippet = around(PASSAGE, "한양", 12);

        assertThat(snippet.text()).isEqualTo("그는 1397년 한양에서 태어났고 조선의");
        assertThat(snippet.start()).isEqualTo(PASSAGE.indexOf("그는"));
        assertThat(snippet.text().substring(snippet.answerStart(), snippet.answerEnd())).isEqualTo("한양");
    }

    @Test
    void textWithoutBlanksIsCutBetweenClusters() {
        String text = "👨‍👩‍👧".repeat(20) + "답" + "👨‍👩‍👧".repeat(20);

        Snippet snippet = around(text, "답", 20);

        assertThat(snippet.text()).isEqualTo("👨‍👩‍👧👨‍👩‍👧답👨‍👩‍👧👨‍👩‍👧");
    }

    @Test
    void withoutRoomOnlyTheAnswerIsLeft() {
        assertThat(around(PASSAGE, "한양", 0)).isEqualTo(new Snippet("한양", PASSAGE.indexOf("한양"), 0, 2));
    }

    @Test
    void anySnippetIsPartOfThePassageAndShowsTheAnswer() {
        Random random = new Random(9);
        String[] parts = { "가", "각", " ", "\r\n", "😀", "👍🏽", "word", " ", "é", "  " };
        for (int round = 0; round < 5_000; round++) {
            StringBuilder built = new StringBuilder();
            for (int i = 1 + random.nextInt(30); i > 0; i--) {
                built.append(parts[random.nextInt(parts.length)]);
            }
            String text = built.toString();
            int from = random.nextInt(text.length());
            CharSpan answer = Clusters.around(text, new CharSpan(from, from + 1));
            int chars = random.nextInt(25);

            Snippet snippet = Snippet.around(text, answer, chars);

            assertThat(text).startsWith(text.substring(0, snippet.start()) + snippet.text());
            assertThat(snippet.text().substring(snippet.answerStart(), snippet.answerEnd())).isEqualTo(answer.in(text));
            assertThat(snippet.answerStart()).isBetween(0, chars);
            assertThat(snippet.text().length() - snippet.answerEnd()).isBetween(0, chars);
            assertThat(Clusters.isBoundary(text, snippet.start())).isTrue();
            assertThat(Clusters.isBoundary(text, snippet.start() + snippet.text().length())).isTrue();
        }
    }

    private static Snippet around(String text, String answer, int chars) {
        int at = text.indexOf(answer);
        return Snippet.around(text, new CharSpan(at, at + answer.length()), chars);
    }
}
