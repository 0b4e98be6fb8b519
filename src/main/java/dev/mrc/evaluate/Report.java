package dev.mrc.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The figures as JSON, with every miss. It holds questions, golds and predictions: text of the question file.
 *
 * @param facts about the run: what was asked, who answered, how long it took
 * @param interview null if predictions came from a file
 * @param evaluations by boundary, or one named {@code predictions}
 */
public record Report(Map<String, Object> facts, Interview interview, Map<String, Evaluation> evaluations) {
    public Report {
        facts = new LinkedHashMap<>(facts);
        evaluations = new LinkedHashMap<>(evaluations);
    }

    /** The figures into {@code file}, and its pictures beside it: {@code -reliability.svg} and {@code -length.svg}. */
    public void write(Path file) throws IOException {
        JsonFile.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json());
        new Pictures(subtitle(), evaluations).writeBeside(file);
    }

    private String subtitle() {
        JsonNode model = JsonFile.MAPPER.valueToTree(facts.get("model"));
        return Stream.of(facts.get("data"), facts.get("questions") + " questions", model.path("name").asText(""),
                Boolean.FALSE.equals(facts.get("noAnswer")) ? "always answering" : "").filter(part -> !"".equals(part))
                .map(String::valueOf).collect(Collectors.joining(" · "));
    }

    private ObjectNode json() {
        ObjectNode report = JsonFile.MAPPER.createObjectNode();
        facts.forEach((name, value) -> report.set(name, JsonFile.MAPPER.valueToTree(value)));
        if (interview != null) {
            report.put("seconds", interview.took().toMillis() / 1e3).put("questionsPerSecond", interview.questionsPerSecond());
            ArrayNode failures = report.putArray("failures");
            interview.replies().stream().filter(Interview.Reply::failed)
                    .forEach(reply -> failures.addObject().put("id", reply.question().id()).put("reason", reply.failure()));
        }
        ObjectNode scores = report.putObject("scores");
        evaluations.forEach((name, evaluation) -> scores.set(name, scores(evaluation)));
        ObjectNode misses = report.putObject("misses");
        evaluations.forEach((name, evaluation) -> misses.set(name, misses(evaluation)));
        return report;
    }

    private static ObjectNode scores(Evaluation evaluation) {
        ObjectNode scores = JsonFile.MAPPER.createObjectNode();
        put(scores.putObject("all"), evaluation.all());
        ObjectNode types = scores.putObject("byType");
        evaluation.byType().forEach((type, score) -> put(types.putObject(type.name()), score));
        ObjectNode answers = scores.putObject("byAnswerType");
        evaluation.byAnswerType().forEach((type, score) -> put(answers.putObject(type.name()), score));
        scores.set("byLength", JsonFile.MAPPER.valueToTree(evaluation.byLength().bins()));
        if (evaluation.unanswerable().questions() > 0) {
            put(scores.putObject("answerable"), evaluation.answerable());
            put(scores.putObject("unanswerable"), evaluation.unanswerable());
        }
        scores.put("missing", evaluation.missing());
        put(scores, "noAnswerAuroc", evaluation.noAnswerAuroc());
        evaluation.reliability().ifPresent(reliability -> {
            scores.put("expectedCalibrationError", reliability.expectedError());
            scores.set("calibrationBins", JsonFile.MAPPER.valueToTree(reliability.bins()));
        });
        return scores;
    }

    private static void put(ObjectNode node, Score score) {
        node.put("questions", score.questions()).put("exactMatch", score.exactMatch()).put("f1", score.f1());
    }

    private static ArrayNode misses(Evaluation evaluation) {
        ArrayNode misses = JsonFile.MAPPER.createArrayNode();
        for (Outcome outcome : evaluation.misses()) {
            ObjectNode miss = misses.addObject().put("id", outcome.question().id())
                    .put("type", outcome.question().type().name())
                    .put("answerType", outcome.question().answerType().name()).put("question", outcome.question().text());
            ArrayNode golds = miss.putArray("golds");
            outcome.question().golds().forEach(golds::add);
            Prediction prediction = outcome.prediction();
            miss.put("prediction", prediction == null ? null : prediction.text());
            miss.put("exactMatch", outcome.match().exact()).put("f1", outcome.match().f1());
            if (prediction != null) {
                put(miss, "score", prediction.score());
                put(miss, "nullScore", prediction.nullScore());
            }
        }
        return misses;
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        value.ifPresent(number -> node.put(name, number));
    }
}
