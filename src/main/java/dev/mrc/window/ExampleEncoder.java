package dev.mrc.window;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.google.protobuf.CodedOutputStream;

import dev.mrc.tokenize.Tokens;

/**
 * Writes a window as a serialized {@code tf.Example} with the int64 features {@code input_ids}, {@code input_mask},
 * {@code segment_ids} and {@code unique_ids}; for a model that chooses spans itself also {@code span_lengths}, one number a
 * position ({@link SpanLimits#lengths}), and {@code span_owner}, the positions that this window owns, half-open. Immutable,
 * thread-safe; the same window always gives the same bytes.
 *
 * <p>
 * Written field by field instead of with TensorFlow's generated classes, which the build for the cluster does not carry.
 * Layout:
 * <a href="https://github.com/tensorflow/tensorflow/blob/v2.18.0/tensorflow/core/example/feature.proto">feature.proto</a>.
 */
public final class ExampleEncoder {
    /** Example.features, Features.feature, key and value of a map entry, Feature.int64_list, Int64List.value. */
    private static final int FEATURES = tag(1);
    private static final int ENTRY = tag(1);
    private static final int KEY = tag(1);
    private static final int VALUE = tag(2);
    private static final int INT64_LIST = tag(3);
    private static final int PACKED_VALUES = tag(1);

    private static final byte[] INPUT_IDS = ascii("input_ids");
    private static final byte[] INPUT_MASK = ascii("input_mask");
    private static final byte[] SEGMENT_IDS = ascii("segment_ids");
    private static final byte[] UNIQUE_IDS = ascii("unique_ids");
    private static final byte[] SPAN_LENGTHS = ascii("span_lengths");
    private static final byte[] SPAN_OWNER = ascii("span_owner");
    private static final int[] NONE = {};

    private final int clsId;
    private final int sepId;
    private final int padId;

    /** @param clsId id of [CLS], {@code sepId} of [SEP], {@code padId} of [PAD] in the model's vocabulary */
    public ExampleEncoder(int clsId, int sepId, int padId) {
        if (clsId < 0 || sepId < 0 || padId < 0) {
            throw new IllegalArgumentException("Negative id: [CLS] %d, [SEP] %d, [PAD] %d".formatted(clsId, sepId, padId));
        }
        this.clsId = clsId;
        this.sepId = sepId;
        this.padId = padId;
    }

    /** For a model that takes any length: the three sequences are as long as the window. */
    public byte[] encode(Window window) {
        return encode(window, window.length());
    }

    /**
     * For a model of fixed length: mask 0, segment 0 and [PAD] fill up what the window leaves free.
     *
     * @throws IllegalArgumentException if the window is longer than {@code length}: nothing is ever cut off
     */
    public byte[] encode(Window window, int length) {
        return encode(window, length, NONE, NONE);
    }

    /** The same with what a model needs to choose spans within limits. */
    public byte[] encode(Window window, int length, SpanLimits limits) {
        int shift = window.contextOffset() - window.slice().first();
        return encode(window, length, limits.lengths(window),
                new int[] { window.owned().first() + shift, window.owned().end() + shift });
    }

    private byte[] encode(Window window, int length, int[] spanLengths, int[] owner) {
        if (window.length() > length) {
            throw new IllegalArgumentException(
                    "The window has %d tokens, the model takes %d; split into shorter windows".formatted(window.length(),
                            length));
        }
        int ids = idBytes(window) + (length - window.length()) * CodedOutputStream.computeInt64SizeNoTag(padId);
        int unique = CodedOutputStream.computeInt64SizeNoTag(window.uniqueId());
        int features = entrySize(INPUT_IDS, ids) + entrySize(INPUT_MASK, length) + entrySize(SEGMENT_IDS, length)
                + entrySize(UNIQUE_IDS, unique);
        if (owner.length > 0) {
            features += entrySize(SPAN_LENGTHS, bytes(spanLengths)) + entrySize(SPAN_OWNER, bytes(owner));
        }
        byte[] bytes = new byte[messageSize(features)];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writeHead(out, FEATURES, features);
            writeEntryHead(out, INPUT_IDS, ids);
            writeIds(out, window, length);
            writeEntryHead(out, INPUT_MASK, length);
            writeRun(out, 1, window.length());
            writeRun(out, 0, length - window.length());
            writeEntryHead(out, SEGMENT_IDS, length);
            writeRun(out, 0, window.contextOffset());
            writeRun(out, 1, window.slice().size() + 1);
            writeRun(out, 0, length - window.length());
            writeEntryHead(out, UNIQUE_IDS, unique);
            out.writeInt64NoTag(window.uniqueId());
            if (owner.length > 0) {
                writeEntry(out, SPAN_LENGTHS, spanLengths);
                writeEntry(out, SPAN_OWNER, owner);
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("The size of a tf.Example was reckoned wrongly. This is a bug.", e);
        }
        return bytes;
    }

    private static void writeEntry(CodedOutputStream out, byte[] name, int[] values) throws IOException {
        writeEntryHead(out, name, bytes(values));
        for (int value : values) {
            out.writeInt64NoTag(value);
        }
    }

    /** Packed size. */
    private static int bytes(int[] values) {
        int size = 0;
        for (int value : values) {
            size += CodedOutputStream.computeInt64SizeNoTag(value);
        }
        return size;
    }

    private int idBytes(Window window) {
        int size = CodedOutputStream.computeInt64SizeNoTag(clsId) + 2 * CodedOutputStream.computeInt64SizeNoTag(sepId);
        Tokens question = window.question();
        for (int i = 0; i < question.size(); i++) {
            size += CodedOutputStream.computeInt64SizeNoTag(question.id(i));
        }
        for (int i = window.slice().first(); i < window.slice().end(); i++) {
            size += CodedOutputStream.computeInt64SizeNoTag(window.context().id(i));
        }
        return size;
    }

    private void writeIds(CodedOutputStream out, Window window, int length) throws IOException {
        out.writeInt64NoTag(clsId);
        Tokens question = window.question();
        for (int i = 0; i < question.size(); i++) {
            out.writeInt64NoTag(question.id(i));
        }
        out.writeInt64NoTag(sepId);
        for (int i = window.slice().first(); i < window.slice().end(); i++) {
            out.writeInt64NoTag(window.context().id(i));
        }
        out.writeInt64NoTag(sepId);
        writeRun(out, padId, length - window.length());
    }

    private static void writeRun(CodedOutputStream out, int value, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            out.writeInt64NoTag(value);
        }
    }

    /** Everything of a map entry up to its packed values, which the caller writes. */
    private static void writeEntryHead(CodedOutputStream out, byte[] name, int packed) throws IOException {
        writeHead(out, ENTRY, messageSize(name.length) + messageSize(messageSize(messageSize(packed))));
        writeHead(out, KEY, name.length);
        out.writeRawBytes(name);
        writeHead(out, VALUE, messageSize(messageSize(packed)));
        writeHead(out, INT64_LIST, messageSize(packed));
        writeHead(out, PACKED_VALUES, packed);
    }

    private static int entrySize(byte[] name, int packed) {
        return messageSize(messageSize(name.length) + messageSize(messageSize(messageSize(packed))));
    }

    private static void writeHead(CodedOutputStream out, int tag, int size) throws IOException {
        out.writeUInt32NoTag(tag);
        out.writeUInt32NoTag(size);
    }

    /** Tag, size and content of a length-delimited field; all tags here take one byte. */
    private static int messageSize(int content) {
        return 1 + CodedOutputStream.computeUInt32SizeNoTag(content) + content;
    }

    /** A length-delimited field (wire type 2). */
    private static int tag(int field) {
        return field << 3 | 2;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
