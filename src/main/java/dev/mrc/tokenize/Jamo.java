package dev.mrc.tokenize;

/** Hangul arithmetic: syllables, conjoining jamo, and which of them stand together (UAX #15 section 16, UAX #29 GB6-GB8). */
final class Jamo {
    static final int FIRST_SYLLABLE = 0xAC00;
    static final int LAST_SYLLABLE = 0xD7A3;
    private static final int LEADS = 0x1100;
    private static final int VOWELS = 0x1161;
    private static final int TRAILS = 0x11A7;
    private static final int LEAD_COUNT = 19;
    private static final int VOWEL_COUNT = 21;
    private static final int TRAIL_COUNT = 28;

    private Jamo() {
    }

    static boolean isSyllable(int c) {
        return c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE;
    }

    static boolean isConjoining(int c) {
        return isLead(c) || isVowel(c) || isTrail(c);
    }

    /** Whether {@code next} belongs to the syllable block that {@code previous} is in. */
    static boolean joins(int previous, int next) {
        if (isLead(previous)) {
            return isLead(next) || isVowel(next) || isSyllable(next);
        }
        if (isVowel(previous) || isSyllable(previous) && isOpen(previous)) {
            return isVowel(next) || isTrail(next);
        }
        return (isTrail(previous) || isSyllable(previous)) && isTrail(next);
    }

    /** What a syllable is made of: two or three jamo. */
    static int[] parts(int syllable) {
        int index = syllable - FIRST_SYLLABLE;
        int lead = LEADS + index / (VOWEL_COUNT * TRAIL_COUNT);
        int vowel = VOWELS + index / TRAIL_COUNT % VOWEL_COUNT;
        int trail = TRAILS + index % TRAIL_COUNT;
        return trail == TRAILS ? new int[] { lead, vowel } : new int[] { lead, vowel, trail };
    }

    /** The syllable that two neighbours make, -1 if they make none. */
    static int composed(int first, int second) {
        int lead = first - LEADS;
        int vowel = second - VOWELS;
        if (lead >= 0 && lead < LEAD_COUNT && vowel >= 0 && vowel < VOWEL_COUNT) {
            return FIRST_SYLLABLE + (lead * VOWEL_COUNT + vowel) * TRAIL_COUNT;
        }
        boolean open = isSyllable(first) && isOpen(first);
        return open && second > TRAILS && second < TRAILS + TRAIL_COUNT ? first + second - TRAILS : -1;
    }

    private static boolean isOpen(int syllable) {
        return (syllable - FIRST_SYLLABLE) % TRAIL_COUNT == 0;
    }

    private static boolean isLead(int c) {
        return c >= LEADS && c <= 0x115F || c >= 0xA960 && c <= 0xA97C;
    }

    private static boolean isVowel(int c) {
        return c >= 0x1160 && c <= 0x11A7 || c >= 0xD7B0 && c <= 0xD7C6;
    }

    private static boolean isTrail(int c) {
        return c > TRAILS && c <= 0x11FF || c >= 0xD7CB && c <= 0xD7FB;
    }
}
