package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTypeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DATE   | 1963년 10월; 774년; 5월 3일; 1870년대; 19세기 말; 매월 마지막 수요일; 오전 6시 41분; 17:00; 11월 20일(목); 1994년 봄",
            "NUMBER | 27m; 31년; 33시간 30분; 약 2만 6천 마리; 3억 1천만 원; 두 권; 서른네 매; 사흘; 20~30분; 81.5%; 섭씨 55도; 2,460만 원; 1729",
            "CLAUSE | 멧돼지의 전염병을 막으려고; 굳어 버리므로; 높은 수압 때문; 뼈가 아문 흔적이 없어; 속도를 내기 위해; 전기난로가 과열된 것",
            "WORD   | 한도윤; 은하포생활사박물관; 화가; R-4; 홍원(弘願)",
            "PHRASE | 존 오거스터스 로블링; 주앙 2세; 문자 메시지 132건; 30년 전쟁; 메르센 조약; 흰 고래" })
    void theFormOfTheGoldDecides(AnswerType type, String golds) {
        for (String gold : golds.split("; ")) {
            assertThat(type("답은?", gold)).as(gold).isEqualTo(type);
            assertThat(type("답은?", Normalizer.normalize(gold, Normalizer.Form.NFD))).as("NFD " + gold).isEqualTo(type);
        }
    }

    @Test
    void whateverAnswersWhenIsADate() {
        assertThat(type("등대는 언제 섰나?", "태풍이 지나간 뒤")).isEqualTo(AnswerType.DATE);
        assertThat(type("등대는 어디에 섰나?", "별빛만")).isEqualTo(AnswerType.WORD);
    }

    @Test
    void aTitleIsWhatThePassagePutsInBrackets() {
        assertThat(type("소식지는?", "바다의 노래")).isEqualTo(AnswerType.TITLE);
        assertThat(type("소식지는?", "《바다의 노래》")).isEqualTo(AnswerType.TITLE);
    }

    @Test
    void withoutGoldThereIsNone() {
        assertThat(new GoldQuestion("1", "누구인가?", "가람이다.", List.of()).answerType()).isEqualTo(AnswerType.NONE);
    }

    private static AnswerType type(String question, String gold) {
        return new GoldQuestion("1", question, "마을에서는 《바다의 노래》를 펴낸다.", List.of(gold)).answerType();
    }
}
