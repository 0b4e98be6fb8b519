package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
    @Test
    void latenciesHaveTensorFlowServingsLimits() {
        assertThat(IntStream.range(0, 12).mapToObj(Buckets.LATENCY::limit)).containsExactly("10", "18", "32.4", "58.32",
                "104.976", "188.957", "340.122", "612.22", "1102", "1983.59", "3570.47", "6426.84");
        assertThat(Buckets.LATENCY.count()).isEqualTo(34);
        assertThat(Buckets.LATENCY.limit(32)).isEqualTo("1.47476e+09");
        assertThat(Buckets.LATENCY.limit(33)).isEqualTo("+Inf");
    }

    @Test
    void queueEndsAboveASecond() {
        assertThat(Buckets.QUEUE.count()).isEqualTo(53);
        assertThat(Buckets.QUEUE.limit(1)).isEqualTo("120");
        assertThat(Buckets.QUEUE.limit(51)).isEqualTo("1.09205e+06");
    }

    @Test
    void rowsDouble() {
        assertThat(IntStream.range(0, Buckets.ROWS.count()).mapToObj(Buckets.ROWS::limit)).containsExactly("1", "2", "4", "8",
                "16", "32", "64", "128", "256", "512", "1024", "2048", "4096", "8192", "+Inf");
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "0.5, 0", "1, 1", "1.5, 1", "2, 2", "8191, 13", "8192, 14", "1e300, 14" })
    void limitItselfFallsBeyond(double value, int bucket) {
        assertThat(Buckets.ROWS.of(value)).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "1, 1", "100000, 100000", "999999, 999999", "1000000, 1e+06", "1234567, 1.23457e+06",
            "999999.5, 1e+06", "0.1, 0.1", "0.0001, 0.0001", "0.00001, 1e-05", "123.4565, 123.457", "1e100, 1e+100",
            "2.5e15, 2.5e+15" })
    void sixDigitsAsInC(double value, String text) {
        assertThat(Buckets.sixDigits(value)).isEqualTo(text);
    }
}
