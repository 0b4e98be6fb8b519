package dev.mrc.answer;

/** In what a caller counts offsets. */
public enum OffsetUnit {
    /** As Java and JavaScript count. */
    UTF16,
    /** As Python counts. */
    CODEPOINT;

    /** The offsets of {@code text} in this unit: one pass over the text, then each offset in constant time. */
    public Offsets in(String text) {
        return this == UTF16 ? Offsets.utf16(text) : Offsets.codePoints(text);
    }
}
