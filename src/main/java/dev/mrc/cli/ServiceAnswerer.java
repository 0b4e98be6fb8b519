package dev.mrc.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mrc.evaluate.Answerer;
import dev.mrc.evaluate.Prediction;
import dev.mrc.evaluate.Predictions;
import dev.mrc.evaluate.UnansweredException;

/**
 * Asks {@code POST /api/v1/answers}, two requests a question. The answer at the boundary {@code token} comes with the one for
 * {@code word} as its {@code raw} words: the service picks the same span for both.
 */
final class ServiceAnswerer implements Answerer {
    static final String NOT_THE_API = "reply that is not of this API";

    private final ServiceCall service;
    private final boolean noAnswer;

    /** @param noAnswer whether "no answer" may win */
    ServiceAnswerer(ServiceCall service, boolean noAnswer) {
        this.service = service;
        this.noAnswer = noAnswer;
    }

    @Override
    public Predictions answer(String question, String context) throws UnansweredException, InterruptedException {
        JsonNode particle = ask(question, context, "particle");
        JsonNode word = ask(question, context, "word");
        return new Predictions(prediction(word, "/answers/0/raw/answer"), prediction(particle, "/answers/0/answer"),
                prediction(word, "/answers/0/answer"));
    }

    JsonNode ask(String question, String context, String boundary) throws UnansweredException, InterruptedException {
        ObjectNode body = ServiceCall.MAPPER.createObjectNode().put("question", question).put("context", context);
        body.putObject("options").put("boundary", boundary).put("noAnswer", noAnswer).put("snippetChars", 0);
        return service.post("/api/v1/answers", body);
    }

    /** @param text where the reply has the words of the best answer */
    static Prediction prediction(JsonNode reply, String text) throws UnansweredException {
        double nullScore = number(reply.at("/noAnswer/score"));
        if (reply.path("answers").isArray() && reply.path("answers").isEmpty()) {
            return Prediction.of("", nullScore, nullScore);
        }
        if (!reply.at(text).isTextual()) {
            throw new UnansweredException(NOT_THE_API);
        }
        return Prediction.of(reply.at(text).textValue(), number(reply.at("/answers/0/score")), nullScore);
    }

    private static double number(JsonNode node) throws UnansweredException {
        if (!node.isNumber()) {
            throw new UnansweredException(NOT_THE_API);
        }
        return node.doubleValue();
    }
}
