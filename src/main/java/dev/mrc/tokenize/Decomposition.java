package dev.mrc.tokenize;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.Map;

/**
 * Canonical decompositions of single code points, read once from the JDK. Hangul syllables are arithmetic, see {@link Jamo}.
 */
final class Decomposition {
    private static final Map<Integer, int[]> FULL = new HashMap<>();

    static {
        // Nothing decomposes outside these blocks; the later ones with such characters are newer than the reference tokenizer.
        read(0xC0, 0x30FF);
        read(0xF900, 0xFB4F);
        read(0x11080, 0x110FF);
        read(0x11100, 0x1137F);
        read(0x11480, 0x115FF);
        read(0x1D100, 0x1D1FF);
        read(0x2F800, 0x2FA1F);
    }

    private Decomposition() {
    }

    /** The code points that {@code codePoint} falls into, null if it stays what it is. Not for Hangul syllables. */
    static int[] of(int codePoint) {
        return FULL.get(codePoint);
    }

    /** Whether composition replaces {@code codePoint} even where it stands alone, as it does U+212B. */
    static boolean changesComposed(int codePoint) {
        return FULL.containsKey(codePoint) && !Normalizer.isNormalized(Character.toString(codePoint), Form.NFC);
    }

    private static void read(int first, int last) {
        for (int c = first; c <= last; c++) {
            String alone = Character.toString(c);
            if (!Normalizer.isNormalized(alone, Form.NFD)) {
                FULL.put(c, Normalizer.normalize(alone, Form.NFD).codePoints().toArray());
            }
        }
    }
}
