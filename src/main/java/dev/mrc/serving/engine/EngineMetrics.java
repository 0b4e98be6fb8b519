package dev.mrc.serving.engine;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What one engine counts, under TensorFlow Serving's names. Labels never hold what a caller wrote: {@code model} is the name of
 * a model that is or was served, {@link #UNKNOWN_MODEL}, or empty where a request named none. Thread-safe.
 */
final class EngineMetrics {
    /** Stands for every name that is not served: TensorFlow Serving keeps a series for each name that anybody tried. */
    static final String UNKNOWN_MODEL = "__unknown__";

    private static final String SERVING = "/tensorflow/serving/";
    private static final String SAVED_MODEL = "/tensorflow/cc/saved_model/";
    private static final String MODEL_NAME = "model_name";
    private static final String MODEL_PATH = "model_path";
    private static final String STATUS = "status";
    private static final String OK = "OK";

    private final MetricFamily<Metric.Counter> requests = MetricFamily.counter(SERVING + "request_count", MODEL_NAME, STATUS);
    private final MetricFamily<Metric.Histogram> latency = MetricFamily.histogram(SERVING + "request_latency", Buckets.LATENCY,
            MODEL_NAME, "API", "entrypoint");
    private final MetricFamily<Metric.Histogram> runtime = MetricFamily.histogram(SERVING + "runtime_latency", Buckets.LATENCY,
            MODEL_NAME, "API", "runtime");
    private final MetricFamily<Metric.Histogram> warmups = MetricFamily.histogram(SERVING + "model_warmup_latency",
            Buckets.LATENCY, MODEL_PATH, STATUS);
    private final MetricFamily<Metric.Counter> warmupRecords = MetricFamily.counter(SERVING + "model_warmup_records_read",
            MODEL_PATH, STATUS);
    private final MetricFamily<Metric.Counter> loads = MetricFamily.counter(SAVED_MODEL + "load_attempt_count", MODEL_PATH,
            STATUS);
    private final MetricFamily<Metric.Counter> loadMicros = MetricFamily.counter(SAVED_MODEL + "load_latency", MODEL_PATH);
    private final BatchingMetrics batching = new BatchingMetrics();
    private final List<MetricFamily<?>> families = Stream
            .concat(Stream.of(requests, latency, runtime, warmups, warmupRecords, loads, loadMicros),
                    batching.families().stream())
            .sorted(Comparator.comparing(MetricFamily::name)).toList();

    BatchingMetrics batching() {
        return batching;
    }

    /**
     * A REST call that was answered 200.
     *
     * @param api the verb of the URL, empty for a GET
     */
    void answered(String model, String api, long nanos) {
        requests.with(model, OK).add(1);
        latency.with(model, api, "REST").add(nanos / 1000);
    }

    /** A REST call that failed. */
    void refused(String model, Code code) {
        requests.with(model, code.name()).add(1);
    }

    /** A graph that was run; the time spans the wait for a batch, if there was one. */
    void ran(String model, Target.Verb verb, long nanos) {
        runtime.with(model, verb.api, "TF1").add(nanos / 1000);
    }

    /** Loads a SavedModel and counts that. What the loading throws counts as a failure, and is thrown. */
    <T> T load(Path directory, Supplier<T> loading) {
        String status = "fail";
        long start = System.nanoTime();
        try {
            T loaded = loading.get();
            status = "success";
            return loaded;
        } finally {
            loads.with(directory.toString(), status).add(1);
            loadMicros.with(directory.toString()).add((System.nanoTime() - start) / 1000);
        }
    }

    /**
     * Warms a version up and counts that, unless it has no warm-up requests. What the replay throws is thrown.
     *
     * @param replay returns how many requests it ran
     */
    void warmUp(Path directory, IntSupplier replay) {
        long start = System.nanoTime();
        try {
            int records = replay.getAsInt();
            if (records > 0) {
                warmedUp(directory, OK, start);
                warmupRecords.with(directory.toString(), OK).add(records);
            }
        } catch (StatusException e) {
            warmedUp(directory, e.code().name(), start);
            throw e;
        }
    }

    private void warmedUp(Path directory, String status, long start) {
        warmups.with(directory.toString(), status).add((System.nanoTime() - start) / 1000);
    }

    /** Prometheus' text format. */
    String page() {
        StringBuilder page = new StringBuilder();
        families.forEach(family -> family.write(page));
        return page.toString();
    }
}
