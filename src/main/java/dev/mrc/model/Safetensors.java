package dev.mrc.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A safetensors file, read whole.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class Safetensors implements Checkpoint {
    private final String location;
    private final Map<String, Stored> tensors;

    private Safetensors(String location, Map<String, Stored> tensors) {
        this.location = location;
        this.tensors = tensors;
    }

    private record Stored(SafetensorsHeader.Entry entry, byte[] bytes) {
    }

    /**
     * Reads to the end of the stream and leaves it open.
     *
     * @param location the file's name, for messages
     * @throws UnusableModelException if this is no complete, well-formed file of types we know
     */
    static Safetensors read(InputStream in, String location) throws IOException {
        SafetensorsHeader header = SafetensorsHeader.read(in, location);
        Map<String, Stored> tensors = new HashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            // readNBytes grows with what arrives, so a header that promises gigabytes allocates nothing by itself
            byte[] bytes = in.readNBytes(entry.bytes());
            if (bytes.length < entry.bytes()) {
                throw new UnusableModelException("%s is truncated: tensor '%s' needs %d bytes but only %d are left."
                        .formatted(location, entry.name(), entry.bytes(), bytes.length));
            }
            tensors.put(entry.name(), new Stored(entry, bytes));
        }
        if (in.read() >= 0) {
            throw new UnusableModelException(location + " has bytes after its last tensor, so its header does not fit it.");
        }
        return new Safetensors(location, tensors);
    }

    @Override
    public float[] floats(String name, long... shape) {
        Stored stored = find(name, shape);
        if (!stored.entry().type().isFloat()) {
            throw new UnusableModelException(
                    "%s: tensor '%s' is %s but floats are expected.".formatted(location, name, stored.entry().type()));
        }
        return stored.entry().type().floats(littleEndian(stored));
    }

    @Override
    public int[] ints(String name, long... shape) {
        Stored stored = find(name, shape);
        if (stored.entry().type().isFloat()) {
            throw new UnusableModelException(
                    "%s: tensor '%s' is %s but integers are expected.".formatted(location, name, stored.entry().type()));
        }
        try {
            return stored.entry().type().ints(littleEndian(stored));
        } catch (ArithmeticException e) {
            throw new UnusableModelException(
                    "%s: tensor '%s' holds a number beyond 32 bits.".formatted(location, name), e);
        }
    }

    private Stored find(String name, long[] shape) {
        Stored stored = tensors.get(name);
        if (stored == null) {
            throw new UnusableModelException("%s: tensor '%s' of shape %s is missing.".formatted(location, name,
                    Arrays.toString(shape)));
        }
        if (!stored.entry().hasShape(shape)) {
            throw new UnusableModelException("%s: tensor '%s' has shape %s but %s is expected.".formatted(location, name,
                    stored.entry().shape(), Arrays.toString(shape)));
        }
        return stored;
    }

    private static ByteBuffer littleEndian(Stored stored) {
        return ByteBuffer.wrap(stored.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
