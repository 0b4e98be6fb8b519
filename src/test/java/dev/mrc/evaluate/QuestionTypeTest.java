package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTypeTest {
    @ParameterizedTest
    @CsvSource({
            "등대를 세운 사람은 누구인가?, WHO", "누가 등대를 세웠나?, WHO", "등대지기는 누군가?, WHO", "등대를 누굴 위해 세웠나?, WHO",
            "등대는 언제 섰나?, WHEN", "언제부터 불을 밝혔는가, WHEN",
            "등대는 어디에 있는가?, WHERE", "등대가 선 섬은 어딘가?, WHERE", "배는 어딜 지나나?, WHERE",
            "등대는 몇 년 동안 섰나?, HOW_MANY", "몇명이 지켰는가?, HOW_MANY", "높이는 얼마인가?, HOW_MANY", "며칠 걸렸나?, HOW_MANY",
            "소식지의 이름은 무엇인가?, WHAT", "무슨 색인가?, WHAT", "어떤 돌로 지었나?, WHAT", "어떠한 배인가?, WHAT", "어느 섬인가?, WHAT",
            "등대를 뭐라고 부르나?, WHAT",
            "등대는 왜 꺼졌나?, WHY", "불이 꺼진 것은 왜인가?, WHY", "불이 꺼진 것은 왜일까요?, WHY", "어째서 불이 꺼졌나?, WHY",
            "등대까지 어떻게 가나?, HOW", "날씨는 어떠했나?, HOW", "바다의 빛깔은 어떤가?, HOW",
            "첫 등대지기의 이름은?, OTHER", "등대가 선 해는?, OTHER" })
    void theQuestionWordDecides(String question, QuestionType type) {
        assertThat(QuestionType.of(question)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
            "누가 언제 등대를 세웠나?, WHEN", "언제 세운 등대를 누가 지켰나?, WHO", "어느 섬에서 몇 년을 살았나?, HOW_MANY",
            "왜 등대를 세웠으며 그곳은 어디인가?, WHERE" })
    void theLastQuestionWordDecides(String question, QuestionType type) {
        assertThat(QuestionType.of(question)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
            "누구나 오르는 등대는?, OTHER", "언제나 켜진 등대는?, OTHER", "누군가 세운 등대의 이름은?, OTHER", "몇몇 배가 지나는 바다는?, OTHER",
            "누가복음을 옮긴 사람은?, OTHER", "왜군이 쳐들어온 해는?, OTHER", "어딘가에서 온 배의 이름은?, OTHER", "임진왜란이 일어난 해는?, OTHER",
            "왜나라에서 온 배의 이름은?, OTHER", "어느덧 백 년이 된 등대는?, OTHER", "무엇보다 밝은 등대의 이름은?, OTHER" })
    void wordsThatOnlyLookLikeAQuestionWordDoNotCount(String question, QuestionType type) {
        assertThat(QuestionType.of(question)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({ "“누가” 등대를 세웠나?, WHO", "등대(어느 것?)를, WHAT", "등대를 세운 해는 언제?😀, WHEN" })
    void signsAroundTheQuestionWordDoNotMatter(String question, QuestionType type) {
        assertThat(QuestionType.of(question)).isEqualTo(type);
        assertThat(QuestionType.of(Normalizer.normalize(question, Normalizer.Form.NFD))).isEqualTo(type);
    }
}
