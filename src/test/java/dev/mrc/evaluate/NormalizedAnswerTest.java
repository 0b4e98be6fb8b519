package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizedAnswerTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("《춘향전》", "춘향전"),
                Arguments.of("「춘향전」", "「춘향전」"),
                Arguments.of("“춘향전”", "“춘향전”"),
                Arguments.of("‘춘향전’", "춘향전"),
                Arguments.of("〈춘향전〉 <하>", "춘향전 하"),
                Arguments.of("서울(首爾)", "서울 首爾"),
                Arguments.of("A-B", "ab"),
                Arguments.of("서울~부산", "서울부산"),
                Arguments.of("서울\u3000부산", "서울 부산"),
                Arguments.of("서울\u00a0부산", "서울 부산"),
                Arguments.of("서울\r\n\u2028\u001c\u0085 부산", "서울 부산"),
                Arguments.of("서울\u200b부산", "서울\u200b부산"),
                Arguments.of("서울 - 부산", "서울 부산"),
                Arguments.of(" ... 서울 ! ", "서울"),
                Arguments.of("3·1운동…", "3·1운동…"),
                Arguments.of("＜서울＞", "＜서울＞"),
                Arguments.of("I'm ÄÖ", "i m äö"),
                Arguments.of("🙂 O.K.", "🙂 ok"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void signsBlanksAndCapitalsAreLeftOutAsTheOfficialScriptDoes(String answer, String normalized) {
        assertThat(NormalizedAnswer.of(answer).text()).isEqualTo(normalized);
    }

    @Test
    void spacesAreNoCharacters() {
        assertThat(NormalizedAnswer.of("나 가 🙂").characters()).containsExactly('가', '나', 0x1F642);
    }
}
