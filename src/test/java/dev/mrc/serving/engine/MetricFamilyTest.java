package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class MetricFamilyTest {
    @Test
    void countersAreSortedByTheirLabels() {
        MetricFamily<Metric.Counter> family = MetricFamily.counter("/tensorflow/serving/request_count", "model_name", "status");
        family.with("한국어", "OK").add(3);
        family.with("bert", "OK").add(1);
        family.with("bert", "NOT_FOUND").add(2);
        family.with("bert", "OK").add(41);

        assertThat(page(family)).isEqualTo("""
                # TYPE :tensorflow:serving:request_count counter
                :tensorflow:serving:request_count{model_name="bert",status="NOT_FOUND"} 2
                :tensorflow:serving:request_count{model_name="bert",status="OK"} 42
                :tensorflow:serving:request_count{model_name="한국어",status="OK"} 3
                """);
    }

    @Test
    void histogramsAreCumulative() {
        MetricFamily<Metric.Histogram> family = MetricFamily.histogram("/rows", Buckets.ROWS);
        family.with().add(0);
        family.with().add(3);
        family.with().add(4);
        family.with().add(1_234_567);

        assertThat(page(family)).startsWith("""
                # TYPE :rows histogram
                :rows_bucket{le="1"} 1
                :rows_bucket{le="2"} 1
                :rows_bucket{le="4"} 2
                :rows_bucket{le="8"} 3
                """).endsWith("""
                :rows_bucket{le="8192"} 3
                :rows_bucket{le="+Inf"} 4
                :rows_sum{} 1.23457e+06
                :rows_count{} 4
                """);
        assertThat(Exposition.parse(page(family)).types()).containsEntry(":rows", "histogram");
    }

    @Test
    void limitIsTheLastLabel() {
        MetricFamily<Metric.Histogram> family = MetricFamily.histogram("/wait", Buckets.QUEUE, "thread_pool_name");
        family.with("bert").add(110);

        assertThat(page(family)).contains(":wait_bucket{thread_pool_name=\"bert\",le=\"100\"} 0\n",
                ":wait_bucket{thread_pool_name=\"bert\",le=\"120\"} 1\n", ":wait_sum{thread_pool_name=\"bert\"} 110\n",
                ":wait_count{thread_pool_name=\"bert\"} 1\n");
    }

    @Test
    void namesAndLabelsAreMadeFit() {
        MetricFamily<Metric.Counter> family = MetricFamily.counter("1st-한/name_", "2-nd", "가b");
        family.with("a\"b\\c", "줄\n바꿈").add(1);

        assertThat(page(family)).isEqualTo("""
                # TYPE _1st:::name_ counter
                _1st:::name_{_2_nd="a\\"b\\\\c",_b="줄\\n바꿈"} 1
                """);
        assertThat(Exposition.parse(page(family)).samples()).hasSize(1);
    }

    @Test
    void typeIsThereBeforeAnyValue() {
        assertThat(page(MetricFamily.counter("/none", "model"))).isEqualTo("# TYPE :none counter\n");
    }

    @Test
    void everyLabelNeedsAValue() {
        MetricFamily<Metric.Counter> family = MetricFamily.counter("/none", "model", "status");

        assertThatThrownBy(() -> family.with("bert")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noCountIsLostBetweenThreads() {
        MetricFamily<Metric.Counter> counters = MetricFamily.counter("/count", "model");
        MetricFamily<Metric.Histogram> histograms = MetricFamily.histogram("/time", Buckets.LATENCY, "model");

        IntStream.range(0, 20_000).parallel().forEach(i -> {
            counters.with("m" + i % 3).add(1);
            histograms.with("m").add(i);
        });

        Exposition counts = Exposition.parse(page(counters));
        Exposition times = Exposition.parse(page(histograms));
        assertThat(counts.samples().values().stream().mapToDouble(v -> v).sum()).isEqualTo(20_000);
        assertThat(times.value(":time_count{model=\"m\"}")).isEqualTo(20_000);
        assertThat(times.value(":time_sum{model=\"m\"}")).isEqualTo(1.9999e+08);
    }

    private static String page(MetricFamily<?> family) {
        StringBuilder page = new StringBuilder();
        family.write(page);
        return page.toString();
    }
}
