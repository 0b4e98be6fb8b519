package dev.mrc.evaluate;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Reader of prediction files as the official script takes them: one JSON object, question id to answer text. */
public final class PredictionFile {
    private PredictionFile() {
    }

    /**
     * The text predicted for each id; empty text means "no answer".
     *
     * @throws UnusableFileException if there is no such file or it is not of this form
     */
    public static Map<String, String> read(Path file) {
        JsonNode root = JsonFile.read(file);
        if (!root.isObject()) {
            throw new UnusableFileException(file + " is not a prediction file: it has to be one object, id to text.");
        }
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getValue().isTextual()) {
                throw new UnusableFileException(
                        "%s is not a prediction file: the value of \"%s\" is not text.".formatted(file, entry.getKey()));
            }
            texts.put(entry.getKey(), entry.getValue().textValue());
        }
        return Map.copyOf(texts);
    }
}
