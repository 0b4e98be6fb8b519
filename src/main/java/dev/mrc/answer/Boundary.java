package dev.mrc.answer;

/** Where an answer may end. */
public enum Boundary {
    /** Without the particle or copula that Korean glues to a word: {@code 서울에서} becomes {@code 서울}. */
    PARTICLE,
    /** As the model said. */
    TOKEN,
    /** Widened to whole words between blanks. */
    WORD
}
