package dev.mrc.tokenize;

/** Temporary. */
public record TokenizerOptions(boolean lowerCase, boolean stripAccents, boolean chineseCharacters) {
    public static TokenizerOptions cased() {
        return new TokenizerOptions(false, false, true);
    }
}
