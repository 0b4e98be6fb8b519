package dev.mrc.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.mrc.tokenize.CharSpan;

class ParticleTrimmerTest {
    @ParameterizedTest
    @CsvSource({ "서울을, 서울", "바다를, 바다", "세종은, 세종", "영희는, 영희", "바람이, 바람", "나무가, 나무", "산과, 산", "바다와, 바다", "손으로, 손", "배로, 배",
            "길로, 길", "서울의, 서울", "서울에, 서울", "서울에서, 서울", "철수에게, 철수", "아침까지, 아침", "내일부터, 내일", "서울특별시이다, 서울특별시", "한강이었다, 한강",
            "사과였다, 사과", "부산에서는, 부산", "부산으로부터, 부산", "거북선이라고, 거북선", "해태라는, 해태", "일본과의, 일본", "러시아의, 러시아", "다이나믹 듀오는, 다이나믹 듀오",
            "이순신이, 이순신", "이순신은, 이순신", "NASA의, NASA", "3명의, 3명", "12년이, 12년", "'2,000만 원을', '2,000만 원'", "7은, 7", "2는, 2",
            "세 명의, 세 명",
            "제주도에서, 제주도", "고양이는, 고양이", "회의에서, 회의", "어린이라고, 어린이", "《무정》을, 《무정》", "위원회의, 위원회", "광주의, 광주", "원자로를, 원자로",
            "산책로로, 산책로" })
    void particleStaysOutside(String word, String answer) {
        assertThat(trimmed("그것은 ", word, " 그렇다")).isEqualTo(answer);
        assertThat(trimmed("", word, "")).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = { "사과", "전주", "제주도", "이순신", "다이나믹 듀오", "논의", "고양이", "아이", "나이", "회의", "정의", "주의", "국가", "작가", "화가",
            "평가", "효과",
            "결과", "학과", "정도", "온도", "강도", "지도", "속도", "문제", "대로", "도로", "경로", "진로", "3명", "12년", "5만", "대만", "사회주의", "국무회의",
            "호랑이",
            "거북이를 탄 달팽이", "원자로", "강변산책로", "강을 가로지르는", "고속도로", "을지로", "임진왜란", "모란", "경영학과", "정치가", "마을", "가을", "캐나다", "종이", "7",
            "제1차",
            "A", "이", "은", "를" })
    void wordThatMerelyEndsLikeOneStaysWhole(String word) {
        assertThat(trimmed("바로 ", word, " 같은 것")).isEqualTo(word);
        assertThat(trimmed("", word, "")).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = { "소방 도로를 막은", "수술을 세 번 받은", "책임을 병원에 지우는", "부모를 업고 나와", "탱크에 물이 들어가", "물길이 막히기 때문에", "재료를 썰다가",
            "비가 오는 바람에", "4월부터 7월까지" })
    void aClauseStaysWhole(String clause) {
        assertThat(trimmed("까닭은 ", clause, " 그랬다")).isEqualTo(clause);
        assertThat(trimmed("", nfd(clause), "")).isEqualTo(nfd(clause));
    }

    @Test
    void windIsANounWhereNoVerbIsBefore() {
        assertThat(trimmed("돛이 ", "차가운 바람에", " 부풀었다")).isEqualTo("차가운 바람");
        assertThat(trimmed("돛이 ", "바람에", " 부풀었다")).isEqualTo("바람");
    }

    @Test
    void aParticleBehindAnObjectGoesWhereNoVerbEndsSo() {
        assertThat(trimmed("", "손을 다친 아이에게", " 주었다")).isEqualTo("손을 다친 아이");
        assertThat(trimmed("", "세계를 움직인 책이", " 되었다")).isEqualTo("세계를 움직인 책");
    }

    @ParameterizedTest
    @CsvSource({ "서울에서, 서울", "바다를, 바다", "거북선이라고, 거북선", "고양이는, 고양이", "부산으로부터, 부산", "손으로, 손" })
    void decomposedSyllablesAreTrimmedAtTheirEdges(String word, String answer) {
        assertThat(trimmed("", nfd(word), "")).isEqualTo(nfd(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = { "사과", "고양이", "회의", "진로", "효과", "마을" })
    void decomposedWordsStayWhole(String word) {
        assertThat(trimmed("", nfd(word), nfd(" 그리고"))).isEqualTo(nfd(word));
    }

    @Test
    void openSyllableFollowedByAFinalJamoIsOneSyllable() {
        assertThat(trimmed("", "산이", "")).isEqualTo("산");
        assertThat(trimmed("", "산가", "")).isEqualTo("산가");
    }

    @Test
    void insideAWordNothingIsTrimmed() {
        assertThat(trimmed("", "한강의", "기적")).isEqualTo("한강의");
        assertThat(trimmed("", "서울에", "서")).isEqualTo("서울에");
    }

    @Test
    void aParticleAloneIsNotEmptied() {
        assertThat(trimmed("서울", "에서", " 산다")).isEqualTo("에서");
        assertThat(trimmed("금·", "은", " 메달")).isEqualTo("은");
        assertThat(trimmed("", "금·은", " 메달")).isEqualTo("금·은");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "서울에서,|서울", "‘토지’를|‘토지’", "토지’를|토지", "“토지|토지", "(서울)|(서울)", "서울)|서울", "U.S.|U.S.",
            "서울.|서울",
            "\"서울|서울", "\"서울\"|\"서울\"", ".5|.5", "3.5%|3.5%", "서울!?|서울", "『춘향전』에서|『춘향전』" })
    void signsOfTheSentenceStayOutside(String raw, String answer) {
        assertThat(trimmed("그는 ", raw, " 그렇게")).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = { ",", "...", "\"", "”", "!?" })
    void signsAloneAreNotEmptied(String raw) {
        assertThat(trimmed("그는 ", raw, " 그렇게")).isEqualTo(raw);
    }

    @Test
    void startNeverPassesANarrowSpan() {
        String text = "대한민국의";
        assertThat(ParticleTrimmer.trim(text, new CharSpan(4, 5))).isEqualTo(new CharSpan(4, 5));
        assertThat(ParticleTrimmer.trim(text, new CharSpan(3, 5))).isEqualTo(new CharSpan(3, 4));
    }

    private static String trimmed(String before, String raw, String after) {
        String text = before + raw + after;
        CharSpan span = new CharSpan(before.length(), before.length() + raw.length());
        return ParticleTrimmer.trim(text, span).in(text);
    }

    private static String nfd(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
    }
}
