package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            0.1, 0.1
            0.33333334, 0.333333343
            0.6666667, 0.666666687
            3, 3.0
            -0.0, -0.0
            0, 0.0
            0.00003, 3e-05
            0.0003, 0.0003
            1e10, 1e+10
            9000000, 9e+06
            999999, 999999.0
            1000000, 1e+06
            100000, 100000.0
            16777216, 16777216.0
            1234567, 1234567.0
            123456.7, 123456.703
            555557.5, 555557.5
            1435774336, 1.43577434e+09
            3.4028235e38, 3.40282347e+38
            1.4e-45, 1.4013e-45
            NaN, NaN
            -Infinity, -Infinity
            """)
    void writesFloatsAsTensorFlowServingDoes(float value, String text) {
        assertThat(written(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.5, 0.5
            0.1, 0.1
            55464991521.191238, 55464991521.191238
            1e300, 1e+300
            -1.0217491511994951e+293, -1.0217491511994951e+293
            Infinity, Infinity
            """)
    void writesDoublesAsTensorFlowServingDoes(double value, String text) {
        JsonOutput out = new JsonOutput(1);
        out.number(value);

        assertThat(out.toBuffer().toString(StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void fastWayEqualsExactWayAndReadsBack() {
        Random random = new Random(7);
        for (int i = 0; i < 300_000; i++) {
            float value = switch (i % 4) {
                case 0 -> Float.intBitsToFloat(random.nextInt());
                case 1 -> (float) random.nextGaussian() * 10;
                case 2 -> random.nextInt(4_000_000) / 8f;
                default -> Float.parseFloat(random.nextInt(1_000_000) + "e" + (random.nextInt(24) - 14));
            };
            if (!Float.isFinite(value) || value == 0) {
                continue;
            }
            JsonOutput exact = new JsonOutput(32);
            DecimalText.writeExactly(exact, value, 9, true);

            assertThat(written(value)).isEqualTo(exact.toBuffer().toString());
            assertThat(Float.parseFloat(written(value))).isEqualTo(value);
        }
    }

    private static String written(float value) {
        JsonOutput out = new JsonOutput(1);
        out.number(value);
        return out.toBuffer().toString(StandardCharsets.UTF_8);
    }
}
