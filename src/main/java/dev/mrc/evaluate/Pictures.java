package dev.mrc.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.mrc.evaluate.Chart.Axis;
import dev.mrc.evaluate.Chart.Point;

/** The pictures of a report, a line for each boundary: how far scores can be relied on, and F1 against length. */
final class Pictures {
    private final String subtitle;
    private final Map<String, Evaluation> evaluations;

    /** @param evaluations by boundary; there is one at least */
    Pictures(String subtitle, Map<String, Evaluation> evaluations) {
        this.subtitle = subtitle;
        this.evaluations = evaluations;
    }

    /** For {@code report.json}: {@code report-reliability.svg}, unless there are no scores, and {@code report-length.svg}. */
    void writeBeside(Path report) throws IOException {
        String stem = report.getFileName().toString().replaceFirst("\\.json$", "");
        Optional<String> reliability = reliability();
        if (reliability.isPresent()) {
            Files.writeString(report.resolveSibling(stem + "-reliability.svg"), reliability.get());
        }
        Files.writeString(report.resolveSibling(stem + "-length.svg"), length());
    }

    /** Bars: how many predictions have such a score, at the first boundary, as a share of the fullest bin, a quarter high. */
    Optional<String> reliability() {
        Optional<Reliability> first = evaluations.values().iterator().next().reliability();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Chart chart = new Chart("Reliability · 점수의 신뢰도", subtitle, new Axis("score · 점수", 0, 1, 0.1),
                new Axis("exact matches · 정답 비율", 0, 1, 0.2));
        List<Reliability.Bin> bins = first.get().bins();
        int fullest = bins.stream().mapToInt(Reliability.Bin::questions).max().orElseThrow();
        for (int i = 0; i < bins.size(); i++) {
            chart.bar((double) i / bins.size(), (i + 1.0) / bins.size(), 0.25 * bins.get(i).questions() / fullest);
        }
        chart.segment("ideal", new Point(0, 0), new Point(1, 1));
        int series = 0;
        for (Map.Entry<String, Evaluation> entry : evaluations.entrySet()) {
            Reliability reliability = entry.getValue().reliability().orElseThrow();
            chart.line(series++, "%s, ECE %s".formatted(entry.getKey(), rounded(reliability.expectedError(), 3)),
                    reliability.bins().stream().filter(bin -> bin.questions() > 0)
                            .map(bin -> new Point(bin.score(), bin.exact())).toList());
        }
        chart.footnote("bars: predictions with such a score · dashed: perfect");
        return Optional.of(chart.svg());
    }

    String length() {
        LengthCurve curve = evaluations.values().iterator().next().byLength();
        double shortest = curve.bins().get(0).from();
        double longest = curve.bins().get(curve.bins().size() - 1).to();
        double step = longest - shortest > 1500 ? 500 : longest - shortest > 100 ? 100 : 10;
        Chart chart = new Chart("F1 by length of the passage · 글 길이에 따른 F1", subtitle,
                new Axis("passage, characters · 글의 글자 수", Math.floor(shortest / step) * step,
                        Math.floor(longest / step + 1) * step, step),
                new Axis("F1", 0, 100, 20));
        int series = 0;
        for (Map.Entry<String, Evaluation> entry : evaluations.entrySet()) {
            List<LengthCurve.Bin> bins = entry.getValue().byLength().bins();
            if (series == 0) {
                bins.forEach(
                        bin -> chart.segment("whisker s0", new Point(bin.characters(), Math.max(0, bin.f1() - bin.error())),
                                new Point(bin.characters(), Math.min(100, bin.f1() + bin.error()))));
            }
            chart.line(series++, "%s, F1 %s".formatted(entry.getKey(), rounded(entry.getValue().all().f1(), 1)),
                    bins.stream().map(bin -> new Point(bin.characters(), bin.f1())).toList());
        }
        chart.footnote(
                "a dot: about %,d questions · bars: 95 %% interval, first line".formatted(curve.bins().get(0).questions()));
        return chart.svg();
    }

    private static String rounded(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
