package dev.mrc.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an exported servable is to be like, besides its network.
 *
 * @param fixedLength the one length, in pieces, that it takes, so that its logits are {@code [-1, length]}; empty for any,
 *        padded
 *        in the graph to the longest of a batch
 * @param precision of weights and computing
 * @param outputs which signatures it has
 * @param vocabulary SHA-256 of the {@code vocab.txt} the model was trained with, in hexadecimal. TensorFlow Serving shows no
 *        file of a servable, but it shows tensors' names: there the hash is written
 */
public record ServableForm(OptionalInt fixedLength, Precision precision, Outputs outputs, Optional<String> vocabulary) {
    /** Any length, float32, logits. */
    public static final ServableForm USUAL = new ServableForm(OptionalInt.empty(), Precision.FP32, Outputs.LOGITS);

    /** What a servable can be asked for. */
    public enum Outputs {
        /** BERT's usual signature alone. */
        LOGITS,
        /**
         * Besides it {@code answer_spans}, which tells the best spans instead of all logits: a sixth of the bytes, for about a
         * millisecond a window of one CPU core.
         */
        LOGITS_AND_SPANS
    }

    public ServableForm(OptionalInt fixedLength, Precision precision, Outputs outputs) {
        this(fixedLength, precision, outputs, Optional.empty());
    }

    /** The same for a model with this {@code vocab.txt}. */
    ServableForm with(byte[] vocabularyFile) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(vocabularyFile);
            return new ServableForm(fixedLength, precision, outputs, Optional.of(HexFormat.of().formatHex(hash)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256. This is a bug.", e);
        }
    }
}
