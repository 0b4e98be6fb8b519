package dev.mrc.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes safetensors files byte by byte, right ones and wrong ones. */
final class SafetensorsFile {
    private final List<String> header = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    SafetensorsFile floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = buffer(values.length * 4);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return tensor(name, "F32", bytes, shape);
    }

    SafetensorsFile shorts(String name, String type, short[] values, long... shape) {
        ByteBuffer bytes = buffer(values.length * 2);
        for (short value : values) {
            bytes.putShort(value);
        }
        return tensor(name, type, bytes, shape);
    }

    SafetensorsFile longs(String name, long[] values, long... shape) {
        ByteBuffer bytes = buffer(values.length * 8);
        for (long value : values) {
            bytes.putLong(value);
        }
        return tensor(name, "I64", bytes, shape);
    }

    SafetensorsFile tensor(String name, String type, ByteBuffer bytes, long... shape) {
        header.add("\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(name, type,
                Arrays.toString(shape), body.size(), body.size() + bytes.capacity()));
        body.writeBytes(bytes.array());
        return this;
    }

    byte[] bytes() {
        return withHeader("{\"__metadata__\":{\"format\":\"pt\"}," + String.join(",", header) + "}  ");
    }

    /** The tensors' bytes under a header of the caller's own. */
    byte[] withHeader(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return buffer(8 + text.length + body.size()).putLong(text.length).put(text).put(body.toByteArray()).array();
    }

    Safetensors read() throws IOException {
        return read(bytes());
    }

    static Safetensors read(byte[] bytes) throws IOException {
        return Safetensors.read(new ByteArrayInputStream(bytes), "model.safetensors");
    }

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
