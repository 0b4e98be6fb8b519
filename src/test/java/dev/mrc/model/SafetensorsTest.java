package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    private static final SafetensorsFile PAIR = new SafetensorsFile().floats("weight", new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3)
            .longs("table", new long[] { 7, -8 }, 2);

    @Test
    void everyKnownTypeIsWidened() throws IOException {
        Safetensors file = new SafetensorsFile().floats("single", new float[] { 0.1f, -3e38f }, 2)
                .shorts("half", "F16", new short[] { 0x3c00, (short) 0xc500, 0x2e66 }, 3)
                .shorts("brain", "BF16", new short[] { 0x3f80, (short) 0xc2f7 }, 2)
                .longs("wide", new long[] { Integer.MAX_VALUE, Integer.MIN_VALUE }, 2)
                .tensor("narrow", "I32", SafetensorsFile.buffer(4).putInt(-5)).read();

        assertThat(file.floats("single", 2)).containsExactly(0.1f, -3e38f);
        assertThat(file.floats("half", 3)).containsExactly(1f, -5f, 0.0999755859375f);
        assertThat(file.floats("brain", 2)).containsExactly(1f, -123.5f);
        assertThat(file.ints("wide", 2)).containsExactly(Integer.MAX_VALUE, Integer.MIN_VALUE);
        assertThat(file.ints("narrow")).containsExactly(-5);
    }

    @ParameterizedTest
    @CsvSource({ "0000, 0", "0001, 5.9604645e-8", "03ff, 6.097555e-5", "0400, 6.103515625e-5", "7bff, 65504",
            "3555, 0.33325195",
            "7c00, Infinity", "fc00, -Infinity", "7e00, NaN", "8001, -5.9604645e-8" })
    void halfFloatsAreExact(String bits, float value) {
        assertThat(DType.halfToFloat((short) Integer.parseInt(bits, 16))).isEqualTo(Float.valueOf(value));
    }

    @Test
    void minusZeroKeepsItsSign() {
        assertThat(Float.floatToRawIntBits(DType.halfToFloat((short) 0x8000))).isEqualTo(0x80000000);
    }

    @Test
    void everyTruncationIsNoticed() {
        byte[] whole = PAIR.bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> SafetensorsFile.read(part)).isInstanceOf(UnusableModelException.class)
                    .hasMessageStartingWith("model.safetensors is truncated: ");
        }
    }

    @Test
    void truncationNamesTheTensor() {
        byte[] whole = PAIR.bytes();
        assertThatThrownBy(() -> SafetensorsFile.read(Arrays.copyOf(whole, whole.length - 1)))
                .hasMessage("model.safetensors is truncated: tensor 'table' needs 16 bytes but only 15 are left.");
    }

    @Test
    void bytesLeftOverAreRefused() {
        byte[] whole = PAIR.bytes();
        assertThatThrownBy(() -> SafetensorsFile.read(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(UnusableModelException.class).hasMessageContaining("after its last tensor");
    }

    @Test
    void wrongAsksNameTensorAndExpectation() throws IOException {
        Safetensors file = PAIR.read();

        assertThatThrownBy(() -> file.floats("bias", 3))
                .hasMessage("model.safetensors: tensor 'bias' of shape [3] is missing.");
        assertThatThrownBy(() -> file.floats("weight", 3, 2))
                .hasMessage("model.safetensors: tensor 'weight' has shape [2, 3] but [3, 2] is expected.");
        assertThatThrownBy(() -> file.ints("weight", 2, 3))
                .hasMessage("model.safetensors: tensor 'weight' is F32 but integers are expected.");
        assertThatThrownBy(() -> file.floats("table", 2))
                .hasMessage("model.safetensors: tensor 'table' is I64 but floats are expected.");
    }

    @Test
    void integersBeyond32BitsAreRefused() throws IOException {
        Safetensors file = new SafetensorsFile().longs("table", new long[] { 1L << 31 }, 1).read();
        assertThatThrownBy(() -> file.ints("table", 1)).isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("'table' holds a number beyond 32 bits");
    }

    @ParameterizedTest
    @ValueSource(longs = { -1, Long.MIN_VALUE, 0, 1, 100_000_001, Long.MAX_VALUE })
    void absurdHeaderSizesAreRefusedUnread(long size) {
        byte[] bytes = SafetensorsFile.buffer(8).putLong(size).array();
        assertThatThrownBy(() -> SafetensorsFile.read(bytes)).isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("its header would take " + Long.toUnsignedString(size) + " bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}} | 'a' has the element type 'F64', known are",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | takes 8 bytes but its offsets are [0, 4]",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 'a' begins at byte 4 but the one before it ends at 0",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[2,10]}}"
                    + " | 'b' begins at byte 2 but the one before it ends at 4",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}} | lacks a proper shape",
            "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}} | lacks a proper shape",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}} | lacks a proper shape",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}} | is too large",
            "{\"a\":{},\"a\":{}} | its header is not JSON",
            "{\"a\": | its header is not JSON", "{\"a\":3} | has the element type ''" })
    void crookedHeadersAreRefused(String header, String complaint) {
        byte[] bytes = PAIR.withHeader(header);
        assertThatThrownBy(() -> SafetensorsFile.read(bytes)).isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(complaint);
    }
}
