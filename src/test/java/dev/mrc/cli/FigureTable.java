package dev.mrc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measured figures as a Markdown table between two comments of a document, {@code <!-- quality: NAME -->} and {@code
 * <!-- /quality -->}.
 *
 * @param name of the place in the document
 * @param columns headings: what is measured, questions, figures
 */
record FigureTable(String name, List<String> columns, List<Row> rows) {
    /** What one question more or less may move a figure by, and a rounding: other processors add in another order. */
    private static final double LEAST_POINTS = 0.2;
    private static final double ROUNDING = 0.05;

    /**
     * @param figures as printed, in points of 100
     */
    record Row(String label, int questions, List<String> figures) {
        static Row of(String label, int questions, double... points) {
            List<String> figures = new ArrayList<>();
            for (double figure : points) {
                figures.add(String.format(Locale.ROOT, "%.1f", figure));
            }
            return new Row(label, questions, figures);
        }

        private String markdown() {
            return Stream.concat(Stream.of(label, "%,d".formatted(questions)), figures.stream())
                    .collect(Collectors.joining(" | ", "| ", " |"));
        }

        /** Same label, same questions, figures that differ by no more than 0.2 points or one question. */
        boolean agrees(Row quoted) {
            double tolerance = Math.max(LEAST_POINTS, 100.0 / Math.max(1, questions)) + ROUNDING;
            boolean agrees = label.equals(quoted.label) && questions == quoted.questions
                    && figures.size() == quoted.figures.size();
            for (int i = 0; agrees && i < figures.size(); i++) {
                agrees = Math.abs(Double.parseDouble(figures.get(i)) - Double.parseDouble(quoted.figures.get(i))) <= tolerance;
            }
            return agrees;
        }
    }

    String markdown() {
        return Stream.concat(Stream.of(columns.stream().collect(Collectors.joining(" | ", "| ", " |")),
                "|" + "---|".repeat(columns.size())), rows.stream().map(Row::markdown)).collect(Collectors.joining("\n"));
    }

    String writtenInto(String document) {
        Matcher place = place(document);
        return document.substring(0, place.start(1)) + markdown() + "\n" + document.substring(place.end(1));
    }

    /** The rows that the document has now. */
    List<Row> quotedIn(String document) {
        return place(document).group(1).lines().skip(2).map(line -> line.replaceAll("^\\| | \\|$", "").split(" \\| "))
                .map(cells -> new Row(cells[0], Integer.parseInt(cells[1].replace(",", "")),
                        List.of(cells).subList(2, cells.length)))
                .toList();
    }

    private Matcher place(String document) {
        Matcher place = Pattern.compile("<!-- quality: " + Pattern.quote(name) + " -->\n(.*?)<!-- /quality -->", Pattern.DOTALL)
                .matcher(document);
        if (!place.find()) {
            throw new AssertionError("The document has no place <!-- quality: " + name + " -->");
        }
        return place;
    }
}
