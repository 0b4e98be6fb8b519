package dev.mrc.serving.engine;

import java.nio.charset.StandardCharsets;

import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

import com.google.protobuf.ByteString;

/**
 * Reads JSON objects as {@code tf.Example}s. A feature is a value or a flat list of values, all of the kind of the first:
 * whole numbers and truths are int64, other numbers float, texts and base64 bytes.
 */
final class ExampleReader {
    private final JsonScanner json;

    ExampleReader(JsonScanner json) {
        this.json = json;
    }

    /** Reads the object under the cursor; of equal names the last counts. */
    Example read() {
        if (json.peek() != '{') {
            throw StatusException.invalid("Example must be JSON object but got JSON " + json.kind());
        }
        json.take('{');
        Features.Builder features = Features.newBuilder();
        boolean empty = json.take('}');
        for (boolean more = !empty; more; more = json.take(',')) {
            String name = new String(json.readName(), StandardCharsets.UTF_8);
            features.putFeature(name, feature(name));
        }
        if (!empty) {
            json.take('}');
        }
        return Example.newBuilder().setFeatures(features).build();
    }

    private Feature feature(String name) {
        Feature.Builder feature = Feature.newBuilder();
        if (!json.take('[')) {
            add(feature, name);
            return feature.build();
        }
        if (!json.take(']')) {
            do {
                add(feature, name);
            } while (json.take(','));
            json.take(']');
        }
        return feature.build();
    }

    private void add(Feature.Builder feature, String name) {
        switch (json.peek()) {
            case 't', 'f' -> addInteger(feature, name, json.readBoolean() ? 1 : 0);
            case '"' -> addBytes(feature, name, json.readString());
            case '{' -> {
                if (!json.atBase64()) {
                    throw unexpected(name);
                }
                addBytes(feature, name, json.readBase64());
            }
            case '[', 'n' -> throw unexpected(name);
            default -> addNumber(feature, name);
        }
    }

    private void addNumber(Feature.Builder feature, String name) {
        if (!json.atInteger() || json.exceeds64Bits()) {
            require(feature, name, Feature.KindCase.FLOAT_LIST);
            feature.getFloatListBuilder().addValue((float) json.readDouble());
            return;
        }
        long value;
        try {
            value = json.readLong();
        } catch (NumberFormatException e) {
            throw StatusException
                    .invalid("Feature: %s has an integer beyond int64. Only int64_t is supported.".formatted(name));
        }
        addInteger(feature, name, value);
    }

    private static void addInteger(Feature.Builder feature, String name, long value) {
        require(feature, name, Feature.KindCase.INT64_LIST);
        feature.getInt64ListBuilder().addValue(value);
    }

    private static void addBytes(Feature.Builder feature, String name, byte[] value) {
        require(feature, name, Feature.KindCase.BYTES_LIST);
        feature.getBytesListBuilder().addValue(ByteString.copyFrom(value));
    }

    private static void require(Feature.Builder feature, String name, Feature.KindCase kind) {
        Feature.KindCase first = feature.getKindCase();
        if (first != kind && first != Feature.KindCase.KIND_NOT_SET) {
            throw StatusException.invalid("Unexpected element type in feature: %s expecting type: %s".formatted(name,
                    switch (first) {
                        case INT64_LIST -> "int64";
                        case FLOAT_LIST -> "float";
                        default -> "bytes";
                    }));
        }
    }

    private StatusException unexpected(String name) {
        return StatusException.invalid("Feature: %s has element with unexpected JSON type: %s".formatted(name, json.kind()));
    }
}
