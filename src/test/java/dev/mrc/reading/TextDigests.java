package dev.mrc.reading;

/** What keys of caches cost, for measuring. */
public final class TextDigests {
    private TextDigests() {
    }

    public static Object of(String text) {
        return TextDigest.of(text);
    }
}
