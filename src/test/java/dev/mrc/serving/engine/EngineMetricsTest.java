package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class EngineMetricsTest {
    private static final String SERVING = ":tensorflow:serving:";
    private static final String LOADS = ":tensorflow:cc:saved_model:";

    private final EngineMetrics metrics = new EngineMetrics();

    @Test
    void pageNamesEveryMetricBeforeAnythingHappens() {
        Exposition page = page();

        assertThat(page.types().keySet()).containsExactly(LOADS + "load_attempt_count", LOADS + "load_latency",
                SERVING + "batching_session:input_batch_size", SERVING + "batching_session:padding_size",
                SERVING + "batching_session:processed_batch_size", SERVING + "batching_session:queuing_latency",
                SERVING + "batching_session:wrapped_run_count", SERVING + "model_warmup_latency",
                SERVING + "model_warmup_records_read", SERVING + "request_count", SERVING + "request_latency",
                SERVING + "runtime_latency");
        assertThat(page.samples()).containsOnlyKeys(SERVING + "batching_session:wrapped_run_count{}");
    }

    @Test
    void onlySuccessesHaveALatency() {
        metrics.answered("독해", "predict", 25_999);
        metrics.answered("독해", "", 1_000_000);
        metrics.refused("독해", Code.DEADLINE_EXCEEDED);

        Exposition page = page();
        String predict = "{model_name=\"독해\",API=\"predict\",entrypoint=\"REST\"";
        assertThat(page.value(SERVING + "request_count{model_name=\"독해\",status=\"OK\"}")).isEqualTo(2);
        assertThat(page.value(SERVING + "request_count{model_name=\"독해\",status=\"DEADLINE_EXCEEDED\"}")).isEqualTo(1);
        assertThat(page.value(SERVING + "request_latency_bucket" + predict + ",le=\"18\"}")).isZero();
        assertThat(page.value(SERVING + "request_latency_bucket" + predict + ",le=\"32.4\"}")).isEqualTo(1);
        assertThat(page.value(SERVING + "request_latency_sum" + predict + "}")).isEqualTo(25);
        assertThat(page.value(SERVING + "request_latency_count{model_name=\"독해\",API=\"\",entrypoint=\"REST\"}")).isEqualTo(1);
        assertThat(page.samples().keySet()).filteredOn(series -> series.contains("request_latency_count")).hasSize(2);
    }

    @Test
    void loadsAreCountedBothWays() {
        Path good = Path.of("models", "독해", "1");
        Path bad = Path.of("models", "독해", "2");

        assertThat(metrics.load(good, () -> "loaded")).isEqualTo("loaded");
        assertThatThrownBy(() -> metrics.load(bad, () -> {
            throw new StatusException(Code.NOT_FOUND, "nothing there");
        })).hasMessage("nothing there");

        Exposition page = page();
        assertThat(page.value(LOADS + "load_attempt_count{model_path=\"models/독해/1\",status=\"success\"}")).isEqualTo(1);
        assertThat(page.value(LOADS + "load_attempt_count{model_path=\"models/독해/2\",status=\"fail\"}")).isEqualTo(1);
        assertThat(page.value(LOADS + "load_latency{model_path=\"models/독해/1\"}")).isBetween(0.0, 10_000_000.0);
    }

    @Test
    void batchesAreCountedWithTheirPadding() {
        metrics.batching().came(3);
        metrics.batching().came(2);
        metrics.batching().left("bert", 150_000);
        metrics.batching().left("bert", 0);
        metrics.batching().runs(5, 8);

        String session = SERVING + "batching_session:";
        Exposition page = page();
        assertThat(page.value(session + "wrapped_run_count{}")).isEqualTo(1);
        assertThat(page.value(session + "input_batch_size_count{}")).isEqualTo(2);
        assertThat(page.value(session + "input_batch_size_sum{}")).isEqualTo(5);
        assertThat(page.value(session + "processed_batch_size_sum{}")).isEqualTo(8);
        assertThat(page.value(session + "padding_size_sum{execution_batch_size=\"8\"}")).isEqualTo(3);
        assertThat(page.value(session + "queuing_latency_bucket{thread_pool_name=\"bert\",le=\"144\"}")).isEqualTo(1);
        assertThat(page.value(session + "queuing_latency_bucket{thread_pool_name=\"bert\",le=\"172.8\"}")).isEqualTo(2);
    }

    @Test
    void warmUpsAreCountedByTheirEnd() {
        metrics.warmUp(Path.of("m", "1"), () -> 3);
        metrics.warmUp(Path.of("m", "3"), () -> 0);
        assertThatThrownBy(() -> metrics.warmUp(Path.of("m", "2"), () -> {
            throw new StatusException(Code.DATA_LOSS, "truncated");
        })).hasMessage("truncated");

        Exposition page = page();
        assertThat(page.value(SERVING + "model_warmup_latency_count{model_path=\"m/1\",status=\"OK\"}")).isEqualTo(1);
        assertThat(page.value(SERVING + "model_warmup_records_read{model_path=\"m/1\",status=\"OK\"}")).isEqualTo(3);
        assertThat(page.value(SERVING + "model_warmup_latency_count{model_path=\"m/2\",status=\"DATA_LOSS\"}")).isEqualTo(1);
        assertThat(page.samples().keySet()).noneMatch(series -> series.contains("m/3"));
    }

    private Exposition page() {
        return Exposition.parse(metrics.page());
    }
}
