package dev.mrc.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.ModelFiles;

/** What a model directory's {@code config.json} says of its network; one kind of record for each model type. */
sealed interface ModelConfig permits MatchConfig {
    String FILE = "config.json";
    String VOCABULARY = "vocab.txt";

    /** The network of this configuration, without weights. */
    SpanGraph network();

    /**
     * Reads configuration and vocabulary and checks that they belong together.
     *
     * @throws UnusableModelException if the type is not known or a setting is missing or makes no sense
     */
    static ModelConfig read(ModelFiles files) throws IOException {
        JsonNode json;
        try (InputStream in = files.open(FILE)) {
            json = new ObjectMapper().readTree(in);
        } catch (JsonProcessingException e) {
            throw new UnusableModelException(FILE + " of " + files.location() + " is not JSON.", e);
        }
        String type = json.path("model_type").asText();
        if (!type.equals(MatchConfig.TYPE)) {
            throw new UnusableModelException(
                    "%s of %s has model_type '%s', known is %s.".formatted(FILE, files.location(), type,
                            MatchConfig.TYPE));
        }
        return MatchConfig.of(new Settings(json, FILE + " of " + files.location()), vocabulary(files));
    }

    private static List<String> vocabulary(ModelFiles files) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(files.open(VOCABULARY), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    /** A configuration's numbers, each with a clear word when it is missing or absurd. */
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
