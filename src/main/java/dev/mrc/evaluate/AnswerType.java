package dev.mrc.evaluate;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What the right answer looks like, by the first gold's form alone: no dictionary, so a name is not told from another noun. The
 * first that fits counts, in the order of the constants. A rule of thumb: {@code 돈 후안 데 아우스트리아} counts as a clause.
 */
public enum AnswerType {
    /** A calendar date or a time of day by its form, or whatever answers {@code 언제}. */
    DATE("날짜·때"),
    /** Figures with or without a unit, {@code 두 권}, {@code 사흘}; lengths of time too. */
    NUMBER("수·단위"),
    /** The passage has it in 《》, 〈〉, 「」 or 『』. */
    TITLE("제목"),
    /** Ends as Korean clauses do ({@code -려고}, {@code -므로}, {@code -기 때문}, {@code -것}), or has six words or more. */
    CLAUSE("절"),
    /** One word: a name or another noun. */
    WORD("낱말·이름"),
    /** Two to five words: names of several words too. */
    PHRASE("구·이름"),
    /** The passage does not answer. */
    NONE("답 없음");

    private static final String CALENDAR = "\\d{3,4} ?년|\\d{1,3}년대|\\d ?월|\\d ?세기|[월화수목금토일]요일"
            + "|(?:오전|오후|새벽|아침|저녁|밤|낮) ?\\d{1,2}[시:]|\\d{1,2}:\\d{2}|\\d{1,2}시(?!간)";
    private static final String TIMES = "(?:(?:\\d+(?:년대|년|월|일|시|분|세기|주|:\\d\\d|\\.)?|[월화수목금토일]요일|기원전|서기|약|이듬해|내년|올해|매년|매월|매주|음력|양력"
            + "|첫째|둘째|셋째|넷째|마지막|오전|오후|밤|새벽|아침|저녁|낮|초|말|봄|여름|가을|겨울|전반|후반|중반|무렵|경|부터|까지|에서|사이|반|\\([월화수목금토일]\\)|[~∼·,-]) ?)+";
    private static final Pattern DATES = Pattern.compile("(?=.*(?:" + CALENDAR + "))" + TIMES);

    private static final String BEFORE = "(?:(?:약|총|모두|최대|최소|적어도|무려|단|만|섭씨|영하|시속|초속|초당|해발|높이|길이|연|월|매달|평균|지름|나이) ?)*";
    private static final String FIGURES = "(?:\\d[\\d,.]*(?:[~∼×/-]\\d[\\d,.]*)? ?\\p{L}{0,4}[%℃°㎢㎡㎏㎞㎝㎜㎖㎥/\\p{L}]{0,3} ?)+";
    private static final String COUNTED = "(?:열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔|백)*(?:한|두|세|네|석|넉|서너|두세|다섯|여섯|일곱|여덟|아홉|열|스무"
            + "|수십|수백)? \\p{L}{1,3}";
    private static final String AFTER = "(?: ?(?:원|명|톤|섬|쌍|척|마리|가구|배|달러|유로|미터|킬로미터|대|개|권|건|그루|리터|점|표|곳|번|회|장|통|이상|이하|안팎|가량"
            + "|정도|미만|남짓|전|뒤|후|째))*";
    private static final Pattern NUMBERS = Pattern
            .compile(BEFORE + "(?:" + FIGURES + AFTER + "|" + COUNTED + ")|하루|이틀|사흘|나흘|닷새|엿새|이레|열흘|보름|절반");

    private static final Pattern ENDING = Pattern.compile("\\S+ .*(?:다|려고|도록|므로|면서|느라|지만|[아어여해져와커려]서|것|탓|때문|때문에|까닭|덕분|덕에"
            + "|위해|위하여|않아|하여|되어|채|뜻)|\\S+ \\S+ .*(?:[아어여해며고라니자면기커워])|(?:\\S+ ){5}.*");
    private static final String[] BRACKETS = { "《》", "〈〉", "「」", "『』" };

    private final String korean;

    AnswerType(String korean) {
        this.korean = korean;
    }

    /** Its name for Korean readers. */
    public String korean() {
        return korean;
    }

    /** Composed or decomposed Hangul alike. */
    static AnswerType of(GoldQuestion question) {
        if (!question.answerable()) {
            return NONE;
        }
        String gold = composed(question.golds().get(0)).strip();
        if (question.type() == QuestionType.WHEN || DATES.matcher(gold).matches()) {
            return DATE;
        }
        if (NUMBERS.matcher(gold).matches()) {
            return NUMBER;
        }
        if (isTitle(gold, composed(question.context()))) {
            return TITLE;
        }
        if (ENDING.matcher(gold).matches()) {
            return CLAUSE;
        }
        return gold.contains(" ") ? PHRASE : WORD;
    }

    private static boolean isTitle(String gold, String context) {
        for (String pair : BRACKETS) {
            if (gold.startsWith(pair.substring(0, 1)) || context.contains(pair.charAt(0) + gold + pair.charAt(1))) {
                return true;
            }
        }
        return false;
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
