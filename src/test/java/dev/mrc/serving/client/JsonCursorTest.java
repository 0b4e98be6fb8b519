package dev.mrc.serving.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {
    private static JsonCursor cursor(String json) {
        return new JsonCursor(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertReadAsTheJdkDoes(String[] tokens) throws JsonCursor.Malformed {
        float[] values = cursor("[" + String.join(",", tokens) + "]").floats(3);
        assertThat(values).hasSize(tokens.length);
        for (int i = 0; i < tokens.length; i++) {
            if (Float.floatToRawIntBits(values[i]) != Float.floatToRawIntBits(Float.parseFloat(tokens[i]))) {
                throw new AssertionError(tokens[i] + " became " + values[i]);
            }
        }
    }

    @Test
    void floatsOfAnyBitsEqualTheJdksReading() throws JsonCursor.Malformed {
        Random random = new Random(42);
        String[] formats = { "%.9g", "%.6g", "%.17g", "%.8e", "%.5e", "%.3f", "%.12f" };
        String[] tokens = new String[200_000];
        for (int i = 0; i < tokens.length; i++) {
            float value = i % 2 == 0 ? (float) (random.nextGaussian() * 8) : Float.intBitsToFloat(random.nextInt());
            String token = Float.isFinite(value) ? String.format(Locale.ROOT, formats[i % formats.length], value) : "0.0";
            tokens[i] = token.length() < 60 ? token : Float.toString(value);
        }
        assertReadAsTheJdkDoes(tokens);
    }

    @Test
    void decimalsBesideTheMiddleBetweenTwoFloatsRoundOnce() throws JsonCursor.Malformed {
        Random random = new Random(43);
        String[] tokens = new String[60_000];
        for (int i = 0; i < tokens.length; i += 3) {
            float value = (float) Math.scalb(1 + random.nextDouble(), random.nextInt(40) - 20);
            double middle = ((double) value + Math.nextUp(value)) / 2;
            tokens[i] = new java.math.BigDecimal(middle).toString();
            tokens[i + 1] = String.format(Locale.ROOT, "%.14e", middle);
            tokens[i + 2] = String.format(Locale.ROOT, "%.8e", Math.nextUp(middle));
        }
        assertReadAsTheJdkDoes(tokens);
    }

    @Test
    void edgesOfTheFormatAreReadAsTheJdkDoes() throws JsonCursor.Malformed {
        assertReadAsTheJdkDoes(new String[] { "0", "-0", "-0.0", "0e5", "0.0000000000000000000000000001", "1e+06", "3e-05",
                "16777217", "16777219.0", "3.40282347e+38", "3.5e38", "-1e999999999", "1e-999999999", "1.4013e-45", "7e-46",
                "1.17549435e-38", "1.1754943e-38", "123456789012345678901234567890", "999999999999999e22", "1E5", "0.1",
                "0.333333343", "1.00000005960464477539062500000000000001" });
    }

    @Test
    void tokensForNotFiniteAreUnderstood() throws JsonCursor.Malformed {
        assertThat(cursor("[NaN, Infinity,-Infinity ,-NaN]").floats(4)).containsExactly(Float.NaN, Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY, Float.NaN);
    }

    @Test
    void emptyListsAndWrongGuessesOfLengthAreFine() throws JsonCursor.Malformed {
        assertThat(cursor(" [ ] ").floats(5)).isEmpty();
        assertThat(cursor("[1,2]").floats(5)).containsExactly(1, 2);
        assertThat(cursor("[1,\n2 , 3]").floats(0)).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[\"1\"]", "[null]", "[1.]", "[.5]", "[1e]",
            "[1e+]",
            "[--1]", "[nan]", "{1}", "[[1]]", "[+1]", "[0x10]" })
    void whatIsNoListOfNumbersIsMalformed(String json) {
        assertThatThrownBy(() -> cursor(json).floats(2)).isInstanceOf(JsonCursor.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1", "-1.5e+3", "\"가\\\"나\\\\\"", "null", "true", "NaN", "[]", "{}",
            "[{\"a\":[1,{\"]}\":2}]},\"}\"]" })
    void valuesOfEveryKindAreSkippedWhole(String value) throws JsonCursor.Malformed {
        JsonCursor cursor = cursor(value + " 7");
        cursor.skipValue();
        assertThat(cursor.wholeNumber()).isEqualTo(7);
        assertThat(cursor.atEnd()).isTrue();
    }

    @Test
    void depthIsNoDanger() throws JsonCursor.Malformed {
        JsonCursor cursor = cursor("[".repeat(500_000) + "]".repeat(500_000));
        cursor.skipValue();
        assertThat(cursor.atEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "3", " 3", "[3]", "\"3\"", "[ 3 ]" })
    void wholeNumbersComeInSeveralCoats(String json) throws JsonCursor.Malformed {
        assertThat(cursor(json).wholeNumber()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "3.5", "\"\"", "-", "null", "[3,4]", "{\"a\":3}", "12345678901234567890" })
    void otherValuesAreNoWholeNumber(String json) throws JsonCursor.Malformed {
        assertThat(cursor(json).wholeNumber()).isNull();
    }
}
