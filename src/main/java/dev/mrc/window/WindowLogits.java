package dev.mrc.window;

/**
 * What the model says of one window: for each input position, how likely the answer starts or ends there (logits, not
 * probabilities). Position 0, [CLS], stands for "no answer in this window".
 *
 * @param start finite logits, at least {@link Window#length()} of them; later ones belong to padding
 * @param end the same for the answer's last piece
 */
public record WindowLogits(float[] start, float[] end) {
    public WindowLogits {
        if (start.length != end.length) {
            throw new IllegalArgumentException("%d start logits but %d end logits".formatted(start.length, end.length));
        }
    }
}
