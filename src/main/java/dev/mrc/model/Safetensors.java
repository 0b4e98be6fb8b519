package dev.mrc.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

import dev.mrc.tokenize.ModelFiles;

/**
 * The tensors of one safetensors file, or of several that a model is cut into.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class Safetensors implements Checkpoint {
    /** What checkpoints from before 2019 call a layer norm's tensors. */
    private static final Map<String, String> OLD_NAMES = Map.of("LayerNorm.weight", "LayerNorm.gamma", "LayerNorm.bias",
            "LayerNorm.beta");

    private final String location;
    private final Map<String, Stored> tensors;

    private final LongConsumer onRead;

    private Safetensors(String location, Map<String, Stored> tensors, LongConsumer onRead) {
        this.location = location;
        this.tensors = tensors;
        this.onRead = onRead;
    }

    /** @param bytes little-endian */
    private record Stored(SafetensorsHeader.Entry entry, ByteBuffer bytes) {
    }

    /**
     * Opens files by name: mapped into memory where they are in a directory, read whole where not.
     *
     * @param onRead told how many bytes each tensor took that is asked for
     * @throws UnusableModelException if one is no complete, well-formed file of types we know, or two hold the same tensor
     */
    static Safetensors open(ModelFiles files, List<String> names, LongConsumer onRead) throws IOException {
        Map<String, Stored> tensors = new HashMap<>();
        for (String name : names) {
            Optional<Path> directory = files.directory();
            Safetensors part;
            if (directory.isPresent()) {
                part = map(directory.get().resolve(name));
            } else {
                try (InputStream in = files.open(name)) {
                    part = read(in, name + " of " + files.location());
                }
            }
            part.tensors.forEach((tensor, stored) -> {
                if (tensors.putIfAbsent(tensor, stored) != null) {
                    throw new UnusableModelException("%s: tensor '%s' is in another of the model's files, too."
                            .formatted(part.location, tensor));
                }
            });
        }
        return new Safetensors(String.join(", ", names) + " of " + files.location(), tensors, onRead);
    }

    private static Safetensors map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file); InputStream in = Files.newInputStream(file)) {
            SafetensorsHeader header = SafetensorsHeader.read(in, file.toString());
            Map<String, Stored> tensors = new HashMap<>();
            long from = header.bytes();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                long left = Math.max(0, channel.size() - from - entry.begin());
                if (left < entry.bytes()) {
                    throw truncated(file.toString(), entry, left);
                }
                tensors.put(entry.name(), stored(entry,
                        channel.map(FileChannel.MapMode.READ_ONLY, from + entry.begin(), entry.bytes())));
            }
            if (channel.size() > from + header.dataBytes()) {
                throw surplus(file.toString());
            }
            return new Safetensors(file.toString(), tensors, bytes -> {
            });
        }
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
                throw truncated(location, entry, bytes.length);
            }
            tensors.put(entry.name(), stored(entry, ByteBuffer.wrap(bytes)));
        }
        if (in.read() >= 0) {
            throw surplus(location);
        }
        return new Safetensors(location, tensors, bytes -> {
        });
    }

    private static Stored stored(SafetensorsHeader.Entry entry, ByteBuffer bytes) {
        return new Stored(entry, bytes.order(ByteOrder.LITTLE_ENDIAN));
    }

    private static UnusableModelException truncated(String location, SafetensorsHeader.Entry entry, long left) {
        return new UnusableModelException("%s is truncated: tensor '%s' needs %d bytes but only %d are left."
                .formatted(location, entry.name(), entry.bytes(), left));
    }

    private static UnusableModelException surplus(String location) {
        return new UnusableModelException(location + " has bytes after its last tensor, so its header does not fit it.");
    }

    @Override
    public boolean has(String name) {
        return tensors.containsKey(stored(name));
    }

    @Override
    public float[] floats(String name, long... shape) {
        Stored stored = find(name, shape);
        if (!stored.entry().type().isFloat()) {
            throw new UnusableModelException(
                    "%s: tensor '%s' is %s but floats are expected.".formatted(location, name, stored.entry().type()));
        }
        return stored.entry().type().floats(stored.bytes());
    }

    @Override
    public int[] ints(String name, long... shape) {
        Stored stored = find(name, shape);
        if (stored.entry().type().isFloat()) {
            throw new UnusableModelException(
                    "%s: tensor '%s' is %s but integers are expected.".formatted(location, name, stored.entry().type()));
        }
        try {
            return stored.entry().type().ints(stored.bytes());
        } catch (ArithmeticException e) {
            throw new UnusableModelException(
                    "%s: tensor '%s' holds a number beyond 32 bits.".formatted(location, name), e);
        }
    }

    private Stored find(String name, long[] shape) {
        Stored stored = tensors.get(stored(name));
        if (stored == null) {
            throw new UnusableModelException("%s: tensor '%s' of shape %s is missing.".formatted(location, name,
                    Arrays.toString(shape)));
        }
        if (!stored.entry().hasShape(shape)) {
            throw new UnusableModelException("%s: tensor '%s' has shape %s but %s is expected.".formatted(location, name,
                    stored.entry().shape(), Arrays.toString(shape)));
        }
        onRead.accept(stored.entry().bytes());
        return stored;
    }

    /** The name that this checkpoint has for a tensor. */
    private String stored(String name) {
        if (!tensors.containsKey(name)) {
            for (Map.Entry<String, String> old : OLD_NAMES.entrySet()) {
                String older = name.replace(old.getKey(), old.getValue());
                if (tensors.containsKey(older)) {
                    return older;
                }
            }
        }
        return name;
    }

    /** Nothing to free: what is mapped goes with the garbage. */
    @Override
    public void close() {
        tensors.clear();
    }
}
