package dev.mrc.model;

import java.util.OptionalInt;

/**
 * What an exported servable is to be like, besides its network.
 *
 * @param fixedLength the one length, in pieces, that it takes, so that its logits are {@code [-1, length]}; empty for any,
 *        padded
 *        in the graph to the longest of a batch
 * @param precision of weights and computing
 */
public record ServableForm(OptionalInt fixedLength, Precision precision) {
    /** Any length, float32. */
    public static final ServableForm USUAL = new ServableForm(OptionalInt.empty(), Precision.FP32);
}
