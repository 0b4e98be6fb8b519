package dev.mrc.model;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** What a model directory's configuration says of its network; one kind of record for each family. */
sealed interface ModelConfig permits MatchConfig, BertConfig {
    String HEAD = "ForQuestionAnswering";

    /** The network of this configuration, without weights. */
    SpanGraph network();

    /** The longest window it takes, in pieces; its position table ends there. */
    int longest();

    /**
     * Checks that configuration and vocabulary belong together.
     *
     * @param location of the configuration, for messages
     * @param vocabulary pieces by id
     * @throws UnusableModelException if the type is not known or a setting is missing or makes no sense
     */
    static ModelConfig of(JsonNode json, String location, List<String> vocabulary) {
        Settings settings = new Settings(json, location);
        String type = settings.text("model_type", "");
        for (JsonNode architecture : json.path("architectures")) {
            if (!architecture.asText().endsWith(HEAD)) {
                throw settings.wrong("architectures", "a model fine-tuned to answer questions, ..." + HEAD);
            }
        }
        if (type.equals(MatchConfig.TYPE)) {
            return MatchConfig.of(settings, vocabulary);
        }
        if (BertConfig.TYPES.contains(type)) {
            return BertConfig.of(settings, vocabulary);
        }
        throw settings.wrong("model_type", "one of " + String.join(", ", BertConfig.TYPES) + ", " + MatchConfig.TYPE);
    }

    /** A configuration's values, each with a clear word when it is missing or absurd. */
    record Settings(JsonNode json, String location) {
        /** Nothing in a network is larger; beyond it a product of two would no longer be a sensible tensor. */
        private static final int MOST = 1 << 24;

        int positive(String name) {
            JsonNode value = json.path(name);
            if (!value.canConvertToInt() || value.asInt() < 1 || value.asInt() > MOST) {
                throw wrong(name, "a whole number from 1 to " + MOST);
            }
            return value.asInt();
        }

        /** @param usual what counts when it is not there */
        int positive(String name, int usual) {
            return json.hasNonNull(name) ? positive(name) : usual;
        }

        /** From 0 on. */
        int natural(String name, int usual) {
            return json.path(name).isInt() && json.path(name).asInt() == 0 ? 0 : positive(name, usual);
        }

        String text(String name, String usual) {
            return json.path(name).asText(usual);
        }

        /** One of a few words. */
        String text(String name, List<String> known, String usual) {
            String text = json.hasNonNull(name) ? json.path(name).asText() : usual;
            if (!known.contains(text)) {
                throw wrong(name, "one of " + String.join(", ", known));
            }
            return text;
        }

        float fraction(String name, float usual) {
            return json.hasNonNull(name) ? fraction(name) : usual;
        }

        float fraction(String name) {
            JsonNode value = json.path(name);
            if (!value.isNumber() || value.asDouble() <= 0 || value.asDouble() >= 1) {
                throw wrong(name, "a number between 0 and 1");
            }
            return (float) value.asDouble();
        }

        UnusableModelException wrong(String name, String expected) {
            JsonNode value = json.path(name);
            return new UnusableModelException("%s: %s is %s but must be %s.".formatted(location, name,
                    value.isMissingNode() ? "missing" : value.toString(), expected));
        }
    }
}
