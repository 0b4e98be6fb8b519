package dev.mrc.evaluate;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a question asks for, by its question word.
 *
 * <p>
 * The rule: question words count where a word begins; the last one of the question decides, because the predicate stands at the
 * end ({@code 누가 언제 ...} asks when). Words that only look like one do not count: {@code 누구나}, {@code 언제나}, {@code 몇몇},
 * {@code 누가복음}, {@code 왜군}. {@code 어느} asks what; {@code 몇 년} and {@code 며칠} count with {@code 몇}. Without a question
 * word ({@code ...한 사람은?}) it is {@link #OTHER}: nouns are not guessed from.
 */
public enum QuestionType {
    WHO("누구", "누구(?!나|든)|누가(?!복음)|누굴|누군(?!가(?![?？]|\\s*$))"),
    WHEN("언제", "언제(?!나|든)"),
    WHERE("어디", "어디(?!나|든)|어딜|어딘(?!가(?![?？]|\\s*$))"),
    HOW_MANY("몇·얼마", "몇(?!몇)|며칠|얼마"),
    WHAT("무엇·무슨·어떤", "무엇(?!이든|보다)|무슨|무얼|뭐(?!든)|뭘|뭣|어떤(?!가)|어떠한|어느(?!덧|새)"),
    WHY("왜", "왜(?:인가|인지|일까|냐|니|지|죠)?요?(?!\\p{L})|어째서|어찌하여"),
    HOW("어떻게", "어떻게(?!든)|어떠(?!한)|어떤가|어찌|어째"),
    OTHER("", null);

    private static final Pattern WORD = pattern();

    private final String korean;
    private final String forms;

    QuestionType(String korean, String forms) {
        this.korean = korean;
        this.forms = forms;
    }

    /** The question words it is named after; empty for {@link #OTHER}. */
    public String korean() {
        return korean;
    }

    /** Composed or decomposed Hangul alike. */
    public static QuestionType of(String question) {
        Matcher words = WORD.matcher(Normalizer.normalize(question, Normalizer.Form.NFC));
        QuestionType last = OTHER;
        while (words.find()) {
            last = found(words);
        }
        return last;
    }

    private static QuestionType found(Matcher words) {
        for (QuestionType type : values()) {
            if (type != OTHER && words.group(type.group()) != null) {
                return type;
            }
        }
        throw new IllegalStateException("A question word without its type. This is a bug.");
    }

    private String group() {
        return "g" + ordinal();
    }

    private static Pattern pattern() {
        String groups = Arrays.stream(values()).filter(type -> type != OTHER)
                .map(type -> "(?<" + type.group() + ">" + type.forms + ")").collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + groups + ")");
    }
}
