package dev.mrc.model;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** A network between a batch of windows and its span logits: the part of a servable that differs from model to model. */
interface SpanGraph {
    /**
     * Adds the network to a graph. Padding may lengthen a row but not change its logits.
     *
     * @param weights makes the network's variables
     */
    Logits build(Ops tf, Weights weights, Batch batch);

    /**
     * Windows, each as {@code [CLS] question [SEP] passage [SEP]} and padding up to the longest of the batch. All are of shape
     * [batch, length], both free.
     *
     * @param ids vocabulary ids, 0 on padding
     * @param mask 1 on real pieces, 0 on padding
     * @param segments 0 up to the first [SEP], 1 up to the second
     */
    record Batch(Operand<TInt32> ids, Operand<TInt32> mask, Operand<TInt32> segments) {
    }

    /** Where the answer starts and ends, [batch, length] each, in the precision of the weights. */
    record Logits(Operand<TFloating> start, Operand<TFloating> end) {
    }
}
