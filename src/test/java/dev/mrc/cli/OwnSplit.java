package dev.mrc.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mrc.evaluate.Answerer;
import dev.mrc.evaluate.Evaluation;
import dev.mrc.evaluate.GoldQuestion;
import dev.mrc.evaluate.Interview;
import dev.mrc.evaluate.Match;
import dev.mrc.evaluate.Outcome;
import dev.mrc.evaluate.Prediction;
import dev.mrc.evaluate.Predictions;
import dev.mrc.evaluate.QuestionFile;
import dev.mrc.evaluate.Report;
import dev.mrc.evaluate.UnansweredException;

/**
 * The own test split asked through the API, as cheaply as three boundaries can be had: one request a question for {@code
 * particle}, whose {@code raw} words are the answer at {@code token}, and one more for {@code word} of a sample.
 * All are asked to answer always; what the service refuses by default follows from null score and threshold.
 *
 * @param answerable by boundary: questions with an answer, always answering
 * @param defaults by boundary: all questions, "no answer" where the null score reaches the threshold
 * @param interview of all questions, for {@code particle}
 */
record OwnSplit(Map<String, Evaluation> answerable, Map<String, Evaluation> defaults, Interview interview) {
    /** Of another set with {@code -Dquestions=FOLDER}. */
    private static final Path FILE = Path.of(System.getProperty("questions", "model/questions"), "test.json");
    private static final int FOR_WORD = 150;
    private static final int AT_ONCE = 4;

    static OwnSplit ask(URI service) throws UnansweredException, InterruptedException {
        List<GoldQuestion> questions = QuestionFile.read(FILE);
        ServiceAnswerer answerer = new ServiceAnswerer(new ServiceCall(service), false);
        Answerer particle = (question, context) -> {
            JsonNode reply = answerer.ask(question, context, "particle");
            return new Predictions(ServiceAnswerer.prediction(reply, "/answers/0/raw/answer"),
                    ServiceAnswerer.prediction(reply, "/answers/0/answer"), null);
        };
        Answerer word = (question, context) -> new Predictions(null, null,
                ServiceAnswerer.prediction(answerer.ask(question, context, "word"), "/answers/0/answer"));
        Interview interview = Interview.hold(questions, particle, AT_ONCE, reply -> {
        });
        Interview words = Interview.hold(every(Math.max(1, questions.size() / FOR_WORD), questions), word, AT_ONCE, reply -> {
        });
        Map<String, Evaluation> always = new LinkedHashMap<>();
        Predictions.BOUNDARIES.forEach(boundary -> always.put(boundary.name(),
                (boundary.name().equals("word") ? words : interview).evaluation(boundary)));
        double threshold = answerer.ask(questions.get(0).text(), questions.get(0).context(), "word")
                .at("/noAnswer/threshold").doubleValue();
        Map<String, Evaluation> answerable = new LinkedHashMap<>();
        Map<String, Evaluation> defaults = new LinkedHashMap<>();
        always.forEach((name, evaluation) -> {
            answerable.put(name, new Evaluation(
                    evaluation.outcomes().stream().filter(outcome -> outcome.question().answerable()).toList()));
            defaults.put(name, new Evaluation(
                    evaluation.outcomes().stream().map(outcome -> byDefault(outcome, threshold)).toList()));
        });
        return new OwnSplit(answerable, defaults, interview);
    }

    private static List<GoldQuestion> every(int step, List<GoldQuestion> questions) {
        return IntStream.range(0, questions.size()).filter(i -> i % step == 0).mapToObj(questions::get).toList();
    }

    private static Outcome byDefault(Outcome always, double threshold) {
        Prediction prediction = always.prediction();
        if (prediction == null || prediction.nullScore().orElseThrow() < threshold) {
            return always;
        }
        double nullScore = prediction.nullScore().orElseThrow();
        return new Outcome(always.question(), Prediction.of("", nullScore, nullScore),
                Match.of("", always.question().golds()));
    }

    /** {@code answerable.json}, {@code defaults.json} and their pictures. */
    void write(Path folder, Object model) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("answerable.json"), answerable, Map.of("model", model, "noAnswer", false));
        write(folder.resolve("defaults.json"), defaults, Map.of("model", model, "noAnswer", true));
    }

    private void write(Path file, Map<String, Evaluation> evaluations, Map<String, Object> who) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data", FILE.getFileName().toString());
        facts.put("questions", evaluations.get("particle").outcomes().size());
        facts.putAll(who);
        new Report(facts, interview, evaluations).write(file);
    }
}
