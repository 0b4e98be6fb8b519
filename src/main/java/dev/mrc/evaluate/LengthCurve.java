package dev.mrc.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * F1 against the length of the passage: questions sorted by it and cut into at most {@value #BINS} bins of about equally many;
 * passages of one length stay together.
 *
 * @param bins shortest passages first
 */
public record LengthCurve(List<Bin> bins) {
    static final int BINS = 8;
    /** Half a 95 % interval, in standard errors. */
    private static final double NORMAL_95 = 1.96;

    public LengthCurve {
        bins = List.copyOf(bins);
    }

    /**
     * Questions about passages of like length.
     *
     * @param from shortest passage, in code points
     * @param to longest passage, in code points
     * @param characters mean length, in code points
     * @param f1 mean, 0 to 100
     * @param error half of a 95 % interval of {@code f1}, as if questions were independent; those of one passage are not
     */
    public record Bin(int from, int to, double characters, int questions, double f1, double error) {
    }

    private record Point(int characters, double f1) {
        static Point of(Outcome outcome) {
            String context = outcome.question().context();
            return new Point(context.codePointCount(0, context.length()), 100 * outcome.match().f1());
        }
    }

    static LengthCurve of(List<Outcome> outcomes) {
        List<Point> points = outcomes.stream().map(Point::of).sorted(Comparator.comparingInt(Point::characters)).toList();
        List<Bin> bins = new ArrayList<>(BINS);
        int from = 0;
        for (int i = 1; i <= BINS; i++) {
            int to = (int) ((long) points.size() * i / BINS);
            while (to > from && to < points.size() && points.get(to).characters == points.get(to - 1).characters) {
                to++;
            }
            if (to > from) {
                bins.add(bin(points.subList(from, to)));
                from = to;
            }
        }
        return new LengthCurve(bins);
    }

    private static Bin bin(List<Point> points) {
        int count = points.size();
        double mean = points.stream().mapToDouble(Point::f1).average().orElseThrow();
        double squares = points.stream().mapToDouble(point -> Math.pow(point.f1 - mean, 2)).sum();
        return new Bin(points.get(0).characters, points.get(count - 1).characters,
                points.stream().mapToInt(Point::characters).average().orElseThrow(), count, mean,
                count < 2 ? 0 : NORMAL_95 * Math.sqrt(squares / (count - 1) / count));
    }
}
