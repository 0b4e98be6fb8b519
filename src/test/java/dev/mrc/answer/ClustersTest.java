package dev.mrc.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mrc.tokenize.CharSpan;

class ClustersTest {
    @ParameterizedTest
    @ValueSource(strings = { "😀", "👨‍👩‍👧", "👍🏽", "🇰🇷", "❤️", "é", "가", "각", "한", "ᄀᆞᆷ", "\r\n", "각", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "क्" })
    void clusterIsNeverCut(String cluster) {
        String text = "가" + cluster + "나";
        for (int inside = 2; inside < text.length() - 1; inside++) {
            assertThat(Clusters.isBoundary(text, inside)).as("inside at %d", inside).isFalse();
            assertThat(Clusters.around(text, new CharSpan(1, inside))).isEqualTo(new CharSpan(1, text.length() - 1));
        }
        assertThat(Clusters.isBoundary(text, 1)).isTrue();
        assertThat(Clusters.isBoundary(text, text.length() - 1)).isTrue();
    }

    @Test
    void neighboursStayApart() {
        for (String text : new String[] { "가나", "각나", "😀😀", "가a", "a1", "\n\r", " 가", "ㄱㅏ", "🇰🇷🇯🇵" }) {
            int middle = text.length() / 2;
            assertThat(Clusters.isBoundary(text, middle)).as(text).isTrue();
        }
    }

    /** The regex engine of the JDK splits by the whole of UAX #29; it is too slow to ask for every answer. */
    @Test
    void boundariesEqualThoseOfTheJdkOnMixedText() {
        String[] parts = { "가", "각", "ᄒ", "ᅡ", "ᆫ", "a", "é", "́", " ", "\r", "\n", "😀", "👩", "🏽", "‍", "️", "🇰", "漢", "!",
                "1", " " };
        Random random = new Random(5);
        Pattern clusters = Pattern.compile("\\b{g}");
        for (int round = 0; round < 5_000; round++) {
            StringBuilder built = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                built.append(parts[random.nextInt(parts.length)]);
            }
            String text = built.toString();
            var matcher = clusters.matcher(text);
            BitSet expected = new BitSet();
            while (matcher.find()) {
                expected.set(matcher.start());
            }
            for (int i = 1; i < text.length(); i++) {
                assertThat(Clusters.isBoundary(text, i)).as("%s at %d", escaped(text), i).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void decomposedTextHasAClusterASyllable() {
        String text = Normalizer.normalize("대한민국", Normalizer.Form.NFD);
        int clusters = 0;
        for (int at = 0; at < text.length(); at = Clusters.after(text, at + 1)) {
            clusters++;
        }
        assertThat(clusters).isEqualTo(4);
        assertThat(text).hasSizeGreaterThan(8);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
        return escaped.toString();
    }
}
