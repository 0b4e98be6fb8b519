package dev.mrc.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The table of contents of a safetensors file.
 *
 * @param bytes it takes itself, from the file's beginning
 * @param entries in the order of their bytes, without gap or overlap
 */
record SafetensorsHeader(long bytes, List<Entry> entries) {
    /** The reference implementation's limit, {@code MAX_HEADER_SIZE}. */
    private static final int MAX_BYTES = 100_000_000;

    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * One tensor.
     *
     * @param begin first byte, counted from the header's end
     * @param bytes how many it takes
     */
    record Entry(String name, DType type, List<Long> shape, long begin, int bytes) {
        boolean hasShape(long... expected) {
            return shape.size() == expected.length
                    && IntStream.range(0, expected.length).allMatch(i -> shape.get(i) == expected[i]);
        }
    }

    /** What all tensors take together. */
    long dataBytes() {
        return entries.stream().mapToLong(Entry::bytes).sum();
    }

    static SafetensorsHeader read(InputStream in, String location) throws IOException {
        byte[] prefix = in.readNBytes(Long.BYTES);
        if (prefix.length < Long.BYTES) {
            throw new UnusableModelException(location + " is truncated: it ends before its header.");
        }
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > MAX_BYTES) {
            throw new UnusableModelException("%s is no safetensors file: its header would take %s bytes, allowed are 2 to %d."
                    .formatted(location, Long.toUnsignedString(length), MAX_BYTES));
        }
        byte[] header = in.readNBytes((int) length);
        if (header.length < length) {
            throw new UnusableModelException(
                    "%s is truncated: its header needs %d bytes but only %d are left.".formatted(location, length,
                            header.length));
        }
        try {
            return parse(Long.BYTES + length, JSON.readTree(header), location);
        } catch (JsonProcessingException e) {
            throw new UnusableModelException(location + " is no safetensors file: its header is not JSON.", e);
        }
    }

    private static SafetensorsHeader parse(long size, JsonNode header, String location) {
        List<Entry> entries = new ArrayList<>();
        header.properties().forEach(field -> {
            if (!field.getKey().equals("__metadata__")) {
                entries.add(entry(field.getKey(), field.getValue(), location));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingInt(Entry::bytes));
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() != end) {
                throw new UnusableModelException("%s: tensor '%s' begins at byte %d but the one before it ends at %d."
                        .formatted(location, entry.name(), entry.begin(), end));
            }
            end += entry.bytes();
        }
        return new SafetensorsHeader(size, List.copyOf(entries));
    }

    private static Entry entry(String name, JsonNode node, String location) {
        DType type = DType.named(node.path("dtype").asText()).orElseThrow(() -> new UnusableModelException(
                "%s: tensor '%s' has the element type '%s', known are %s.".formatted(location, name,
                        node.path("dtype").asText(), List.of(DType.values()))));
        List<Long> shape = longs(node.path("shape"));
        List<Long> offsets = longs(node.path("data_offsets"));
        if (!node.path("shape").isArray() || shape.contains(-1L) || offsets.size() != 2 || offsets.contains(-1L)) {
            throw new UnusableModelException(
                    "%s: tensor '%s' lacks a proper shape and data_offsets.".formatted(location, name));
        }
        try {
            long bytes = shape.stream().reduce((long) type.bytes, Math::multiplyExact);
            if (Math.subtractExact(offsets.get(1), offsets.get(0)) != bytes) {
                throw new UnusableModelException(
                        "%s: tensor '%s' of shape %s and type %s takes %d bytes but its offsets are %s."
                                .formatted(location, name, shape, type, bytes, offsets));
            }
            return new Entry(name, type, shape, offsets.get(0), Math.toIntExact(bytes));
        } catch (ArithmeticException e) {
            throw new UnusableModelException("%s: tensor '%s' of shape %s is too large.".formatted(location, name, shape), e);
        }
    }

    /** The numbers of an array; -1 for whatever is no number or negative. */
    private static List<Long> longs(JsonNode array) {
        List<Long> values = new ArrayList<>();
        array.forEach(
                value -> values.add(value.isIntegralNumber() && value.canConvertToLong() ? Math.max(-1, value.asLong()) : -1));
        return List.copyOf(values);
    }
}
