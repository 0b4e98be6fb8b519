package dev.mrc.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the table of values in the chart's README.md from the comments ({@code # -- …}) of values.yaml. */
final class ValuesTable {
    private static final String BEGIN = "<!-- values: begin -->\n";
    private static final String END = "<!-- values: end -->";
    private static final Pattern KEY = Pattern.compile("( *)([\\w.-]+):(?: (.*))?");
    private static final Pattern COMMENT = Pattern.compile(" *# -- (.*)");

    private ValuesTable() {
    }

    /** A README with its table made anew. */
    static String into(String readme, List<String> values) {
        String table = "| Key | Default | |\n|---|---|---|\n" + rows(values);
        return readme.substring(0, readme.indexOf(BEGIN)) + BEGIN + table + readme.substring(readme.indexOf(END));
    }

    private static String rows(List<String> values) {
        StringBuilder rows = new StringBuilder();
        Deque<String> path = new ArrayDeque<>();
        String comment = null;
        for (String line : values) {
            Matcher described = COMMENT.matcher(line);
            Matcher key = KEY.matcher(line);
            if (described.matches()) {
                comment = described.group(1);
            } else if (key.matches() && comment != null) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                rows.append("| `%s` | %s | %s |\n".formatted(String.join(".", path), value(key.group(3)), comment));
                comment = null;
            }
        }
        return rows.toString();
    }

    private static String value(String value) {
        return value == null ? "" : "`" + value.replace("|", "\\|") + "`";
    }
}
