package dev.mrc.serving.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of Prometheus' text format, read as strictly as its grammar is written: a line that is neither a type nor a sample, a
 * sample before its type, a type or a series given twice, or a histogram that does not add up is an error.
 *
 * @param types by name
 * @param samples by name and labels, as written
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the grammar</a>
 */
record Exposition(Map<String, String> types, Map<String, Double> samples) {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\n\"])*\"";
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
    private static final Pattern SAMPLE = Pattern.compile(
            "(" + NAME + ")(\\{(?:" + LABEL + "(?:," + LABEL + ")*)?}) ([0-9.]+(?:e[+-][0-9]{2,})?)");
    private static final Pattern LIMIT = Pattern.compile(",?le=\"([^\"]*)\"}$");

    static Exposition parse(String page) {
        if (!page.endsWith("\n")) {
            throw new AssertionError("The last line is not ended");
        }
        Exposition read = new Exposition(new LinkedHashMap<>(), new LinkedHashMap<>());
        page.lines().forEach(read::add);
        read.samples.keySet().stream().filter(series -> series.contains("le=\"+Inf\"")).forEach(read::addsUp);
        return read;
    }

    /** The value of a series; -1 if there is none. */
    double value(String series) {
        return samples.getOrDefault(series, -1.0);
    }

    private void add(String line) {
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (type.matches()) {
            require(types.put(type.group(1), type.group(2)) == null, "A second type: ", line);
            return;
        }
        require(sample.matches(), "Neither type nor sample: ", line);
        String last = new ArrayList<>(types.keySet()).get(types.size() - 1);
        String suffix = types.get(last).equals("histogram") ? "_(bucket|sum|count)" : "";
        require(sample.group(1).matches(Pattern.quote(last) + suffix), "Not below its type: ", line);
        require(samples.put(sample.group(1) + sample.group(2), Double.valueOf(sample.group(3))) == null, "A series again: ",
                line);
    }

    /** Limits and counts of a histogram grow, and its last bucket holds them all. */
    private void addsUp(String infinite) {
        String name = infinite.substring(0, infinite.indexOf("_bucket{"));
        String labels = LIMIT.matcher(infinite.substring(name.length() + "_bucket".length())).replaceFirst("}");
        List<Double> limits = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        samples.forEach((series, count) -> {
            Matcher limit = LIMIT.matcher(series);
            if (series.startsWith(name + "_bucket{") && limit.find()
                    && limit.replaceFirst("}").equals(name + "_bucket" + labels)) {
                limits.add(limit.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.valueOf(limit.group(1)));
                counts.add(count);
            }
        });
        require(limits.equals(limits.stream().distinct().sorted().toList()), "Limits do not grow: ", infinite);
        require(counts.equals(counts.stream().sorted().toList()), "Counts do not grow: ", infinite);
        require(counts.get(counts.size() - 1).equals(samples.get(name + "_count" + labels)), "The count differs: ", infinite);
        require(samples.containsKey(name + "_sum" + labels), "No sum: ", infinite);
    }

    private static void require(boolean met, String complaint, String line) {
        if (!met) {
            throw new AssertionError(complaint + line);
        }
    }
}
