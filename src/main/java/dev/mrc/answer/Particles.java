package dev.mrc.answer;

import java.util.HashMap;
import java.util.Map;

/** Particles (josa) and copula forms, alone and stacked, with what they demand of the sound before them. */
final class Particles {
    /** Longest particle, in syllables. */
    static final int LONGEST = 5;

    /** The sound a particle follows. */
    enum Follows {
        /** Any. */
        ANY,
        /** A final consonant. */
        FINAL,
        /** A vowel. */
        VOWEL,
        /** A final consonant but not rieul. */
        FINAL_BUT_RIEUL,
        /** A vowel or rieul. */
        VOWEL_OR_RIEUL
    }

    private static final Map<String, Follows> PARTICLES = new HashMap<>();

    static {
        put(Follows.FINAL, "을 은 이 과 이나 이란 이라 이며 이고 이라는 이라고 이라고도 이라도 이라며 과의 과는 과도 이었던 이었고");
        put(Follows.VOWEL, "를 는 가 와 라는 라고 라고도 와의 와는 와도 였다 였던 였고 였으며 였으나 예요");
        put(Follows.FINAL_BUT_RIEUL, "으로 으로는 으로도 으로의 으로만 으로서 으로써 으로부터 으로서의 으로까지");
        put(Follows.VOWEL_OR_RIEUL, "로 로는 로도 로의 로만 로서 로써 로부터 로서의 로까지");
        put(Follows.ANY, "의 에 에서 에게 에는 에도 에만 에의 엔 에선 에서는 에서도 에서의 에서만 에서부터 에게는 에게도 에게서 에게로 에게까지");
        put(Follows.ANY, "까지 까지는 까지도 까지의 까지만 까지를 부터 부터는 부터의 부터도 만을 만이 만은 만의 께서 께서는 께 한테 처럼 보다 보다는 조차 마저");
        put(Follows.ANY, "이다 이었다 이었으며 이었으나 이지만 이므로 이자 인데 입니다 이에요 뿐이다 뿐이었다 뿐만");
    }

    private Particles() {
    }

    private static void put(Follows follows, String particles) {
        for (String particle : particles.split(" ")) {
            PARTICLES.put(particle, follows);
        }
    }

    /** Whether {@code text} is a particle that may follow the sound of {@code before}. */
    static boolean fits(String text, int before) {
        Follows follows = PARTICLES.get(text);
        return follows != null && Sound.of(before).fits(follows);
    }

    /** How a character ends when read aloud. */
    enum Sound {
        VOWEL,
        RIEUL,
        OTHER_FINAL,
        UNKNOWN;

        static Sound of(int codePoint) {
            if (codePoint >= 0xAC00 && codePoint <= 0xD7A3) {
                int trailing = (codePoint - 0xAC00) % 28;
                return trailing == 0 ? VOWEL : trailing == 8 ? RIEUL : OTHER_FINAL;
            }
            return switch (codePoint) {
                case '2', '4', '5', '9' -> VOWEL;
                case '1', '7', '8' -> RIEUL;
                case '0', '3', '6' -> OTHER_FINAL;
                default -> UNKNOWN;
            };
        }

        boolean fits(Follows follows) {
            return this == UNKNOWN || switch (follows) {
                case ANY -> true;
                case FINAL -> this != VOWEL;
                case VOWEL -> this == VOWEL;
                case FINAL_BUT_RIEUL -> this == OTHER_FINAL;
                case VOWEL_OR_RIEUL -> this != OTHER_FINAL;
            };
        }
    }
}
