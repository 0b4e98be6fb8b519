package dev.mrc.tokenize;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Hugging Face's tokenizer with our vocabulary, for measuring: offsets stay as it gives them, since turning them is our cost.
 */
public final class PeerTokenizer implements AutoCloseable {
    private final HuggingFaceOracle oracle;

    public PeerTokenizer(Vocabulary vocabulary, TokenizerOptions options) {
        oracle = new HuggingFaceOracle(IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::piece).toList(), options);
    }

    /** How many pieces; the work itself. */
    public int count(String text) {
        return oracle.encode(text).getIds().length;
    }

    /** Ids and places in UTF-16 units, to compare with. */
    public Tokens tokens(String text) {
        return oracle.tokenize(List.of(text))[0];
    }

    @Override
    public void close() {
        oracle.close();
    }
}
