package dev.mrc.evaluate;

import java.util.List;
import java.util.Locale;

/** A chart as SVG text: frame, axes, lines, dots. Colours follow the reader's choice of light or dark. Not thread-safe. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 468;
    private static final int LEFT = 64;
    private static final int RIGHT = 696;
    private static final int TOP = 92;
    private static final int BOTTOM = 396;
    private static final int LEGEND_STEP = 208;
    private static final String STYLE = """
            <style>
            :root { --page: #fff; --ink: #1f2328; --soft: #59636e; --grid: #d8dee4; --c0: #0b66c3; --c1: #b8480b; --c2: #6b7f00 }
            @media (prefers-color-scheme: dark) {
            :root { --page: #14181d; --ink: #e6edf3; --soft: #9aa4af; --grid: #323a43; --c0: #6cb0ff; --c1: #ffa066; --c2: #c3d65a } }
            text { font: 13px system-ui, "Noto Sans KR", "Noto Sans CJK KR", sans-serif; fill: var(--soft) }
            .title { font-size: 17px; font-weight: 600; fill: var(--ink) } .end { text-anchor: end } .mid { text-anchor: middle }
            .ink { fill: var(--ink) } .grid { stroke: var(--grid) } .ideal { stroke: var(--soft); stroke-dasharray: 5 5 }
            .s0 { --c: var(--c0) } .s1 { --c: var(--c1); stroke-dasharray: 9 4 } .s2 { --c: var(--c2); stroke-dasharray: 2 4 }
            polyline { fill: none; stroke: var(--c); stroke-width: 2 } circle { fill: var(--c); stroke: var(--page); stroke-dasharray: none }
            .bar { fill: var(--grid) } .whisker { stroke: var(--c); stroke-width: 1.5; stroke-dasharray: none; opacity: .6 }
            </style>
            """;

    private final StringBuilder body = new StringBuilder();
    private final Axis across;
    private final Axis up;

    /** @param step between two marks, in the axis' own unit */
    record Axis(String label, double from, double to, double step) {
        double share(double value) {
            return (value - from) / (to - from);
        }

        String number(double mark) {
            return Chart.format(step < 1 ? "%.1f" : "%,.0f", mark);
        }
    }

    record Point(double x, double y) {
    }

    Chart(String title, String subtitle, Axis across, Axis up) {
        this.across = across;
        this.up = up;
        text(LEFT, 30, "title", title);
        text(LEFT, 51, "", subtitle);
        for (double mark = up.from; mark <= up.to + up.step / 2; mark += up.step) {
            segment("grid", new Point(across.from, mark), new Point(across.to, mark));
            text(LEFT - 8, y(mark) + 4, "end", up.number(mark));
        }
        for (double mark = across.from; mark <= across.to + across.step / 2; mark += across.step) {
            text(x(mark), BOTTOM + 20, "mid", across.number(mark));
        }
        text((LEFT + RIGHT) / 2.0, BOTTOM + 42, "mid", across.label);
        body.append("<g transform=\"rotate(-90)\">");
        text(-(TOP + BOTTOM) / 2.0, LEFT - 44, "mid", up.label);
        body.append("</g>\n");
    }

    /** A line through the points with a dot at each, in the colour of the series and named in the legend. */
    void line(int series, String name, List<Point> points) {
        StringBuilder places = new StringBuilder();
        points.forEach(point -> places.append(format("%.1f,%.1f ", x(point.x), y(point.y))));
        body.append(format("<g class=\"s%d\"><polyline points=\"%s\"/>", series, places.toString().strip()));
        points.forEach(point -> body.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>", x(point.x), y(point.y))));
        int left = LEFT + series * LEGEND_STEP;
        body.append(format("<polyline points=\"%d,76 %d,76\"/><circle cx=\"%d\" cy=\"76\" r=\"4.5\"/></g>%n", left, left + 28,
                left + 14));
        text(left + 36, 80, "ink", name);
    }

    void segment(String style, Point from, Point to) {
        body.append(
                format("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n", style, x(from.x), y(from.y),
                        x(to.x), y(to.y)));
    }

    /** A bar that stands on the axis. */
    void bar(double from, double to, double height) {
        body.append(
                format("<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n", x(from) + 1, y(height),
                        x(to) - x(from) - 2, BOTTOM - y(height)));
    }

    /** Small print at the right end below the axis. */
    void footnote(String words) {
        text(RIGHT, HEIGHT - 6, "end", words);
    }

    String svg() {
        return format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n",
                WIDTH, HEIGHT, WIDTH, HEIGHT) + STYLE
                + "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"var(--page)\"/>\n" + body + "</svg>\n";
    }

    private void text(double x, double y, String style, String words) {
        body.append(format("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>%n", x, y, style,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private double x(double value) {
        return LEFT + across.share(value) * (RIGHT - LEFT);
    }

    private double y(double value) {
        return BOTTOM - up.share(value) * (BOTTOM - TOP);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
