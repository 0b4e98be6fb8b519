package dev.mrc.tokenize;

/**
 * A half-open range of UTF-16 units of the text as it was sent.
 *
 * @param start first unit, from 0
 * @param end one past the last unit, never below {@code start}
 */
public record CharSpan(int start, int end) {
    public CharSpan {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("Not a span: [%d, %d)".formatted(start, end));
        }
    }

    public int length() {
        return end - start;
    }

    /** The words at this place of {@code text}: the only way an answer's text is ever made. */
    public String in(String text) {
        return text.substring(start, end);
    }

    public boolean overlaps(CharSpan other) {
        return start < other.end && other.start < end;
    }
}
