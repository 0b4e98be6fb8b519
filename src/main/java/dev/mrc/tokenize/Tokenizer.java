package dev.mrc.tokenize;

/**
 * Text to pieces as BERT reads it: normalise, split into words, split words into the longest pieces the vocabulary has.
 * Same ids and places as Hugging Face's {@code BertTokenizerFast}, with two differences. No text is ever read as a control
 * piece: a user's {@code [SEP]} is a bracket, letters and a bracket. And with {@link TokenizerOptions#compose()} decomposed
 * text reads as composed text does, each place covering whole clusters.
 *
 * <p>
 * Thread-safe. Takes time linear in the text, whatever it holds. A lone surrogate counts as a letter no vocabulary has.
 */
public final class Tokenizer {
    /** Longer texts are rare: what they needed is not kept for the next one. */
    private static final int KEPT_LENGTH = 1 << 16;

    private final Vocabulary vocabulary;
    private final TokenizerOptions options;
    private final PreTokenizer preTokenizer;
    private final WordPiece wordPiece;
    private final RewriteTest rewriteTest;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    public Tokenizer(Vocabulary vocabulary, TokenizerOptions options) {
        this.vocabulary = vocabulary;
        this.options = options;
        preTokenizer = new PreTokenizer(options);
        wordPiece = new WordPiece(vocabulary);
        rewriteTest = new RewriteTest(options);
    }

    /** The pieces of {@code text}, none for blank text; no special pieces are added. */
    public Tokens tokenize(String text) {
        Scratch own = text.length() > KEPT_LENGTH ? new Scratch() : scratch.get();
        NormalizedText normalized = own.text;
        normalized.copy(text);
        if (rewriteTest.mustRewrite(normalized.units(), normalized.length())) {
            Normalization.normalize(text, options, normalized);
        }
        PieceBuffer pieces = own.pieces;
        pieces.cut(0);
        char[] units = normalized.units();
        int length = normalized.length();
        for (int start = preTokenizer.wordStart(units, 0, length); start < length;) {
            int end = preTokenizer.wordEnd(units, start, length);
            wordPiece.split(normalized, start, end, pieces);
            start = preTokenizer.wordStart(units, end, length);
        }
        return pieces.toTokens();
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    private static final class Scratch {
        final NormalizedText text = new NormalizedText();
        final PieceBuffer pieces = new PieceBuffer();
    }
}
