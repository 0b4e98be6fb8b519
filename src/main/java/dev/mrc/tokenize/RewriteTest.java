package dev.mrc.tokenize;

/** Tells at a glance the texts that normalisation would leave as they are, which is nearly all under a cased vocabulary. */
final class RewriteTest {
    private final boolean[] changes = new boolean[1 << 16];

    RewriteTest(TokenizerOptions options) {
        for (int c = 0; c < changes.length; c++) {
            int flags = CharClass.of(c);
            boolean composed = options.compose() && (flags & CharClass.COMPOSED) != 0;
            boolean stripped = options.stripAccents() && ((flags & (CharClass.MARK | CharClass.REORDERED)) != 0
                    || Jamo.isSyllable(c) || Decomposition.of(c) != null);
            boolean lowered = options.lowerCase() && CharClass.lower(c) != c;
            changes[c] = (flags & CharClass.DROPPED) != 0 || composed || stripped || lowered
                    || Character.isSurrogate((char) c);
        }
    }

    /** True if normalisation may change the text; blanks need not become the ordinary blank, they only split. */
    boolean mustRewrite(char[] units, int length) {
        for (int i = 0; i < length; i++) {
            if (changes[units[i]]) {
                return true;
            }
        }
        return false;
    }
}
