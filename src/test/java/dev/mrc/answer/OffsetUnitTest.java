package dev.mrc.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;

import org.junit.jupiter.api.Test;

class OffsetUnitTest {
    @Test
    void emojiIsOneCodePointAndTwoUnits() {
        String text = "😀 서울은 😀 수도다";

        assertThat(OffsetUnit.CODEPOINT.in(text).of(text.indexOf("서울"))).isEqualTo(2);
        assertThat(OffsetUnit.CODEPOINT.in(text).of(text.indexOf("수도"))).isEqualTo(8);
        assertThat(OffsetUnit.UTF16.in(text).of(text.indexOf("수도"))).isEqualTo(10);
    }

    @Test
    void everyOffsetOfAnyTextEqualsTheCountOfCodePoints() {
        Random random = new Random(3);
        String[] parts = { "가", "a", "😀", "\uD83D", "\uDE00", "한국어로 쓴 글", "𠀀" };
        for (int round = 0; round < 300; round++) {
            StringBuilder built = new StringBuilder();
            for (int i = random.nextInt(200); i > 0; i--) {
                built.append(parts[random.nextInt(parts.length)]);
            }
            String text = built.toString();
            Offsets offsets = OffsetUnit.CODEPOINT.in(text);
            for (int i = 0; i <= text.length(); i++) {
                boolean insidePair = i > 0 && i < text.length()
                        && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
                if (!insidePair) {
                    assertThat(offsets.of(i)).isEqualTo(text.codePointCount(0, i));
                }
            }
        }
    }

    @Test
    void offsetOutsideTheTextIsRefused() {
        for (OffsetUnit unit : OffsetUnit.values()) {
            assertThatThrownBy(() -> unit.in("서울").of(3)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> unit.in("서울").of(-1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(unit.in("").of(0)).isZero();
        }
    }
}
