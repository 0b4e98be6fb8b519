package dev.mrc.answer;

import java.util.Set;

/** Words that end like a noun with a particle but are whole: {@code 고양이}, {@code 회의}, {@code 사회주의}. */
final class KnownWords {
    /** Whole words: as the end of a longer word the same syllables are more often a noun and a particle. */
    private static final Set<String> WORDS = Set.of(("높이 깊이 길이 넓이 먹이 놀이 종이 맞이 벌이 풀이 송이 젊은이 늙은이 옷걸이"
            + " 결과 학과 통과 성과 경과 전과 본과 문과 안과 인과 능과 기와 쇼와"
            + " 화가 대가 고가 주가 시가 유가 처가 외가 폐가 초가"
            + " 대로 도로 경로 진로 수로 해로 철로 회로 피로 미로 선로 위로 제로 서로 별로 을로 가로 세로 유로"
            + " 회의 논의 정의 주의 강의 토의 합의 동의 편의 호의 결의 협의 문의 예의 창의 열의 항의 심의 건의 고의 임의 신의 성의 모의 질의"
            + " 상의 하의 본의 민의 발의 제의 자의 타의 악의 선의 적의 법의 탁의 본회의" + " 김정은"
            + " 나와 나가 들어와 들어가 내려와 내려가 올라와 올라가 돌아와 돌아가 다가와 다가가 데려와 데려가 가져와 가져가").split(" "));

    /** Ends of words. */
    private static final Set<String> ENDINGS = Set.of(("고양이 호랑이 원숭이 어린이 달팽이 지팡이 곰팡이 떡볶이 목걸이 귀걸이 올챙이 구렁이 지렁이 굼벵이 멍청이"
            + " 쟁이 둥이 놀이 잡이 맞이 벌이 살이 색종이 막걸리 정치가 역사가 만화가 공예가 서예가 안무가 애호가 투자가 기고가 추가 증가 휴가 허가"
            + " 원자로 용광로 소각로 교차로 산책로 등산로 진입로 탐방로 보급로 수송로 순환로 배수로"
            + " 지르는 흐르는 이르는 따르는 오르는 부르는 모르는 누르는 기르는"
            + " 공학과 영학과 교육학과 경제학과 국문학과 영문학과 고속도로 활주로 광화문대로 을지로 충무로 퇴계로 히로 타로 사부로 이치로 시치로 후미마로"
            + " 네그로 카스트로 폴로 메트로 아틀리에 소믈리에 몽펠리에 하였다 하였고 하였던 하였으며 되는 므로"
            + " 다가 때문에 덕분에 대장장이 옹기장이 미장이 칠장이").split(" "));

    private static final int LONGEST = 5;

    private KnownWords() {
    }

    /** Whether {@code word} is known as a whole. */
    static boolean contain(String word) {
        return WORDS.contains(word);
    }

    /** Whether {@code word} ends in a known ending longer than {@code tail}, its last syllables. */
    static boolean endLonger(String word, int tail) {
        for (int length = Math.max(2, tail + 1); length <= Math.min(LONGEST, word.length()); length++) {
            if (ENDINGS.contains(word.substring(word.length() - length))) {
                return true;
            }
        }
        return tail == 1 && (isIdeology(word) || isMeeting(word));
    }

    /** {@code 자본주의}, but not {@code 광주의}. */
    private static boolean isIdeology(String word) {
        return word.length() >= 4 && word.endsWith("주의");
    }

    /** {@code 국무회의}, but not {@code 위원회의}. */
    private static boolean isMeeting(String word) {
        return word.length() >= 4 && word.endsWith("회의") && "원의교사국협학합대".indexOf(word.charAt(word.length() - 3)) < 0;
    }
}
