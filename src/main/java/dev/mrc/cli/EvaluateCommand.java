package dev.mrc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mrc.evaluate.Answerer;
import dev.mrc.evaluate.Evaluation;
import dev.mrc.evaluate.GoldQuestion;
import dev.mrc.evaluate.Interview;
import dev.mrc.evaluate.PredictionFile;
import dev.mrc.evaluate.Predictions;
import dev.mrc.evaluate.QuestionFile;
import dev.mrc.evaluate.Report;
import dev.mrc.evaluate.UnansweredException;
import dev.mrc.evaluate.UnusableFileException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Exact match and F1 by KorQuAD's rules. Exit status: 0, 1 if the service failed, 2 if an option or a file is wrong. */
@Command(name = "evaluate", description = "Measures answers by KorQuAD's rules: EM and F1 over characters, by boundary and type.", mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MOST_AT_ONCE = 64;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Questions with answers: KorQuAD 1.0, SQuAD 1.1 or 2.0, KLUE-MRC (JSON).")
    private Path data;

    @ArgGroup
    private Source source = new Source();

    @Option(names = "--report", paramLabel = "FILE", description = "Writes all figures and every miss to this file (JSON), and two pictures beside it (SVG).")
    private Path report;

    @Option(names = "--concurrency", defaultValue = "4", paramLabel = "N", description = "Questions asked at once, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N questions.")
    private Integer limit;

    @Option(names = "--always-answer", description = "\"No answer\" may not win, as suits KorQuAD 1.0, where every question has an answer.")
    private boolean alwaysAnswer;

    @Spec
    private CommandSpec spec;

    /** Where predictions come from. */
    private static final class Source {
        @Option(names = "--url", defaultValue = "http://localhost:8080", paramLabel = "URL", description = "A running service (default: ${DEFAULT-VALUE}).")
        private URI url = URI.create("http://localhost:8080");

        @Option(names = "--model", paramLabel = "DIR", description = "A model in this process: SavedModel, base path of versions, or checkpoint.")
        private Path model;

        @Option(names = "--predictions", paramLabel = "FILE", description = "A file of predictions, id to text (JSON), scored as the official script does.")
        private Path predictions;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        try {
            List<GoldQuestion> questions = QuestionFile.read(data);
            questions = limit == null ? questions : questions.subList(0, Math.min(limit, questions.size()));
            if (source.predictions != null) {
                return score(questions, PredictionFile.read(source.predictions));
            }
            return source.model == null ? askService(questions) : askModel(questions);
        } catch (UnusableFileException e) {
            throw wrong(e.getMessage());
        }
    }

    private void check() {
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw wrong("--concurrency must be from 1 to %d, not %d.".formatted(MOST_AT_ONCE, concurrency));
        }
        if (limit != null && limit < 1) {
            throw wrong("--limit must be 1 or more, not " + limit + ".");
        }
        if (source.url.getHost() == null || !List.of("http", "https").contains(source.url.getScheme())) {
            throw wrong("--url must be like http://localhost:8080, not " + source.url + ".");
        }
        if (source.model != null && !Files.isDirectory(source.model)) {
            throw wrong("There is no folder " + source.model + ".");
        }
        if (report != null && !Files.isDirectory(report.toAbsolutePath().getParent())) { // now, not after an hour
            throw wrong("There is no folder for the report " + report + ".");
        }
    }

    private int score(List<GoldQuestion> questions, Map<String, String> predictions) {
        Evaluation evaluation = Evaluation.of(questions, predictions);
        if (evaluation.missing() > 0) {
            complain("%,d of %,d questions have no prediction and count as 0.", evaluation.missing(), questions.size());
        }
        Map<String, Object> facts = facts(questions);
        facts.put("predictions", source.predictions.getFileName().toString());
        return publish(new Report(facts, null, Map.of("predictions", evaluation)));
    }

    private int askService(List<GoldQuestion> questions) throws InterruptedException {
        ServiceCall service = new ServiceCall(source.url);
        JsonNode model;
        try {
            model = service.get("/api/v1/model");
        } catch (UnansweredException e) {
            complain("No service answers at %s (%s). Start it with \"serve\", or name another with --url.", source.url,
                    e.getMessage());
            return FAILED;
        }
        Map<String, Object> facts = facts(questions);
        facts.put("url", source.url.toString());
        facts.put("model", model);
        return ask(questions, new ServiceAnswerer(service, !alwaysAnswer), facts);
    }

    private int askModel(List<GoldQuestion> questions) throws InterruptedException, IOException {
        try (LocalModel model = LocalModel.open(Optional.of(source.model))) {
            Map<String, Object> facts = facts(questions);
            // Asked here also because the first question sets up context propagation, which fails if several threads do it at once.
            facts.put("model", model.reader().model().await().indefinitely());
            return ask(questions, new LocalAnswerer(model.reader(), !alwaysAnswer), facts);
        }
    }

    /** @param facts head of the report: who answers */
    private int ask(List<GoldQuestion> questions, Answerer answerer, Map<String, Object> facts) throws InterruptedException {
        facts.put("concurrency", concurrency);
        facts.put("noAnswer", !alwaysAnswer);
        Interview interview = interview(questions, answerer);
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        Predictions.BOUNDARIES.forEach(boundary -> evaluations.put(boundary.name(), interview.evaluation(boundary)));
        int status = publish(new Report(facts, interview, evaluations));
        Map<String, Integer> failures = interview.failures();
        if (!failures.isEmpty()) {
            complain("%,d of %,d questions got no answer and count as 0: %s.",
                    failures.values().stream().mapToInt(Integer::intValue).sum(), questions.size(),
                    failures.entrySet().stream().map(failure -> failure.getKey() + " (" + failure.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
        return status == 0 && !failures.isEmpty() ? FAILED : status;
    }

    private Interview interview(List<GoldQuestion> questions, Answerer answerer) throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        try (ProgressBar bar = ProgressBar.onTerminal(spec.commandLine().getErr(), "asking")) {
            return Interview.hold(questions, answerer, concurrency, reply -> {
                synchronized (bar) { // counted and drawn in one step, or the bar would jump back
                    bar.show((double) done.incrementAndGet() / questions.size());
                }
            });
        }
    }

    /** Figures first: a report that cannot be written must not take them along. */
    private int publish(Report figures) {
        PrintWriter out = spec.commandLine().getOut();
        new ScoreTable(figures.evaluations(), out).print();
        if (figures.interview() != null) {
            out.printf(Locale.ROOT, "%.1f s, %.1f questions/s%n", figures.interview().took().toMillis() / 1e3,
                    figures.interview().questionsPerSecond());
            out.flush();
        }
        try {
            if (report != null) {
                figures.write(report);
            }
            return 0;
        } catch (IOException e) {
            complain("The report %s cannot be written.", report);
            return 2;
        }
    }

    private Map<String, Object> facts(List<GoldQuestion> questions) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data", data.getFileName().toString());
        facts.put("questions", questions.size());
        return facts;
    }

    private void complain(String sentence, Object... values) {
        spec.commandLine().getErr().println(String.format(Locale.ROOT, sentence, values));
        spec.commandLine().getErr().flush();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
