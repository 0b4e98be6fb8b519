package dev.mrc.serving.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Metrics of one name, one for each set of label values, written as TensorFlow Serving's exporter writes them. A set of values
 * stays for ever, so callers see to it that there are few. Thread-safe.
 *
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/util/prometheus_exporter.cc">the
 *      exporter</a>
 */
final class MetricFamily<M extends Metric> {
    private final String name;
    private final String type;
    private final List<String> labels;
    private final Supplier<M> fresh;
    private final Map<List<String>, M> metrics = new ConcurrentHashMap<>();

    private MetricFamily(String path, String type, List<String> labels, Supplier<M> fresh) {
        String clean = path.replaceAll("[^a-zA-Z0-9_]", ":");
        this.name = Character.isDigit(clean.charAt(0)) ? "_" + clean : clean;
        this.type = type;
        this.labels = labels.stream().map(label -> label.replaceAll("[^a-zA-Z0-9]", "_"))
                .map(label -> Character.isDigit(label.charAt(0)) ? "_" + label : label).toList();
        this.fresh = fresh;
    }

    /** @param path TensorFlow's name, such as {@code /tensorflow/serving/request_count} */
    static MetricFamily<Metric.Counter> counter(String path, String... labels) {
        return new MetricFamily<>(path, "counter", List.of(labels), Metric.Counter::new);
    }

    /** The same for a distribution. */
    static MetricFamily<Metric.Histogram> histogram(String path, Buckets buckets, String... labels) {
        return new MetricFamily<>(path, "histogram", List.of(labels), () -> new Metric.Histogram(buckets));
    }

    String name() {
        return name;
    }

    /** @param values one a label, in their order */
    M with(String... values) {
        List<String> key = List.of(values);
        M metric = metrics.get(key); // without the lock that computeIfAbsent may take
        if (metric != null) {
            return metric;
        }
        if (key.size() != labels.size()) {
            throw new IllegalArgumentException("%d values for the labels %s".formatted(key.size(), labels));
        }
        return metrics.computeIfAbsent(key, first -> fresh.get());
    }

    /** The type is written even while there is nothing to say, as TensorFlow Serving does. */
    void write(StringBuilder page) {
        page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        List<Map.Entry<List<String>, M>> entries = new ArrayList<>(metrics.entrySet());
        entries.sort(Comparator.comparing(entry -> String.join("\0", entry.getKey())));
        entries.forEach(entry -> entry.getValue().write(page, name, pairs(entry.getKey())));
    }

    private String pairs(List<String> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < labels.size(); i++) {
            text.append(i == 0 ? "" : ",").append(labels.get(i)).append("=\"").append(escaped(values.get(i))).append('"');
        }
        return text.toString();
    }

    /** A line break too, which there would end the line. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
