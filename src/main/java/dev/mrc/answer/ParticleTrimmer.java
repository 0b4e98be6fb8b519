package dev.mrc.answer;

import java.util.Map;
import java.util.Set;

import dev.mrc.tokenize.CharSpan;

/**
 * Moves the end of an answer before the particle that Korean glues to a noun, and drops signs at its edges that belong to the
 * sentence.
 *
 * <p>
 * By rule: a particle must agree with the sound before it ({@code 을} after a final consonant, {@code 를} after a vowel), must
 * end a word of the passage, and must not be the end of a known word ({@code 고양이}, {@code 회의}). The longest that does is cut
 * off. {@code 도} and {@code 만} alone stay: they end too many names ({@code 제주도}, {@code 대만}). Behind an object
 * ({@code 소방 도로를 막은}) the last word is taken for a verb, whose endings look like {@code 은}, {@code 는}, {@code 와},
 * {@code 가}. A stretch keeps its end ({@code 4월부터 7월까지}), a reason its last word ({@code 비가 오는 바람에}).
 */
final class ParticleTrimmer {
    private static final Set<String> OBJECT = Set.of("을", "를");
    /** Endings that are no particle behind a word with one of these: verbs end so behind an object, stretches in 까지. */
    private static final Map<String, Set<String>> BELONGS_TO = Map.of("은", OBJECT, "는", OBJECT, "와", OBJECT, "가", OBJECT,
            "까지", Set.of("부터"));
    private static final String CLOSING = ")]}>」』》〉”’】\"'%℃";

    private ParticleTrimmer() {
    }

    /** A part of {@code raw}, never empty unless {@code raw} is. */
    static CharSpan trim(String text, CharSpan raw) {
        CharSpan bare = EdgeSigns.drop(text, raw);
        if (!Words.endsAt(text, bare.end())) {
            return bare;
        }
        int end = particleStart(text, bare);
        return end == bare.end() ? bare : EdgeSigns.drop(text, new CharSpan(bare.start(), end));
    }

    /** Where the particle of the last word begins; the end of {@code span} if it has none. */
    private static int particleStart(String text, CharSpan span) {
        Syllables word = Syllables.before(text, span.start(), span.end());
        for (int length = Math.min(Particles.LONGEST, word.size()); length > 0; length--) {
            int start = word.start(length);
            if (start > span.start() && follows(text, word, length) && !isPartOfKnownWord(text, word, length)
                    && !belongsToWhatIsBefore(text, span.start(), word, length)) {
                return start;
            }
        }
        return span.end();
    }

    /** Whether words of the answer before the last one, {@code word}, ask for its ending. */
    private static boolean belongsToWhatIsBefore(String text, int from, Syllables word, int length) {
        int to = word.start(word.size());
        return hasWordWith(BELONGS_TO.getOrDefault(word.text(length, 0), Set.of()), text, from, to)
                || word.size() == 3 && word.text(3, 0).equals("바람에") && isBehindVerb(text, from, to);
    }

    /** Whether a word between these places ends in one of these particles after a sound that fits. */
    private static boolean hasWordWith(Set<String> particles, String text, int from, int to) {
        for (int end = from + 1; end < to && !particles.isEmpty(); end++) {
            if (Words.isBlank(text.charAt(end))) {
                Syllables word = Syllables.before(text, from, end);
                for (String particle : particles) {
                    int length = particle.length();
                    if (word.size() > length && word.text(length, 0).equals(particle)
                            && Particles.fits(particle, word.at(length))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** {@code 오는} before {@code 바람에}; a topic ({@code 나는}) looks the same. */
    private static boolean isBehindVerb(String text, int from, int word) {
        Syllables before = Syllables.before(text, from, Math.max(from, word - 1));
        return before.size() > 1 && before.text(1, 0).equals("는");
    }

    private static boolean follows(String text, Syllables word, int length) {
        if (word.size() > length) {
            return Particles.fits(word.text(length, 0), word.at(length));
        }
        int before = text.codePointBefore(word.start(length));
        return (Character.isLetterOrDigit(before) || CLOSING.indexOf(before) >= 0)
                && Particles.fits(word.text(length, 0), before);
    }

    /** {@code 이라고} of {@code 어린이라고} begins inside a word. After a digit words are counters: {@code 3명의}. */
    private static boolean isPartOfKnownWord(String text, Syllables word, int particle) {
        int start = word.start(word.size());
        boolean counter = start > 0 && Character.isDigit(text.charAt(start - 1));
        for (int inside = 1; inside <= particle; inside++) {
            String head = word.text(word.size(), particle - inside);
            if (KnownWords.endLonger(head, inside) || !counter && KnownWords.contain(head)) {
                return true;
            }
        }
        return false;
    }
}
