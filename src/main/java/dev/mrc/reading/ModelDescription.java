package dev.mrc.reading;

import java.io.IOException;
import java.io.InputStream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.answer.Calibration;
import dev.mrc.reading.Reading.ModelIdentity;
import dev.mrc.tokenize.ModelFiles;
import dev.mrc.window.SpanModel;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a model's {@code config.json} says that the service needs.
 *
 * @param name the model's own name, or null: then it goes by the name it is served under
 * @param language BCP 47
 * @param license SPDX or free text, or null
 * @param positions rows of the model's position table, 0 when the file does not say
 * @param type Hugging Face's name of the architecture, or null
 * @param padding id of the padding piece, or null
 * @param measured temperature and threshold of the scores, or null when nobody measured them
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelDescription(String name, String language, String license,
        @JsonProperty("max_position_embeddings") int positions, @JsonProperty("model_type") String type,
        @JsonProperty("pad_token_id") Integer padding, @JsonProperty("calibration") Measured measured) {

    public ModelDescription {
        language = language == null ? "ko" : language;
    }

    /** As the model directory stores it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Measured(Double temperature, @JsonProperty("null_threshold") Double nullThreshold) {
    }

    static ModelDescription read(ModelFiles files, ObjectMapper json) throws IOException {
        try (InputStream file = files.open("config.json")) {
            return json.readValue(file, ModelDescription.class);
        }
    }

    ModelIdentity identity(SpanModel.Description served) {
        return new ModelIdentity(name == null ? served.name() : name, served.version());
    }

    /** Longest input in pieces, 0 when the file does not say. RoBERTa's positions begin after padding's. */
    int maxTokens() {
        return "roberta".equals(type) && positions > 0 ? positions - (padding == null ? 1 : padding) - 1 : positions;
    }

    boolean calibrated() {
        return measured != null;
    }

    Calibration calibration() {
        Calibration neutral = Calibration.DEFAULT;
        return measured == null ? neutral
                : new Calibration(measured.temperature == null ? neutral.temperature() : measured.temperature,
                        measured.nullThreshold == null ? neutral.nullThreshold() : measured.nullThreshold);
    }
}
