package dev.mrc.reading;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.tokenize.TokenizerOptions;
import dev.mrc.tokenize.Vocabulary;
import dev.mrc.window.ExampleEncoder;
import io.quarkus.runtime.Startup;

/** Makes of a model directory what reads text; a directory that does not hold together stops the service at start. */
@Singleton
class ModelBeans {
    private final ModelFiles files;
    private final ObjectMapper json;

    ModelBeans(ModelConfig config, ObjectMapper json) {
        this.files = config.dir().map(ModelFiles::directory).orElseGet(ModelFiles::bundled);
        this.json = json;
    }

    @Produces
    @Singleton
    ModelFiles files() {
        return files;
    }

    @Startup
    @Produces
    @Singleton
    Tokenizer tokenizer() throws IOException {
        try (InputStream file = files.open("vocab.txt")) {
            return new Tokenizer(Vocabulary.load(file), options());
        }
    }

    @Produces
    @Singleton
    ExampleEncoder encoder(Tokenizer tokenizer) {
        Vocabulary vocabulary = tokenizer.vocabulary();
        return new ExampleEncoder(vocabulary.classification(), vocabulary.separator(), vocabulary.padding());
    }

    @Produces
    @Singleton
    ModelDescription description() throws IOException {
        return ModelDescription.read(files, json);
    }

    private TokenizerOptions options() throws IOException {
        try (InputStream file = files.open("tokenizer_config.json")) {
            return json.readValue(file, TokenizerFile.class).options();
        } catch (FileNotFoundException e) {
            return TokenizerOptions.cased();
        }
    }

    /** {@code tokenizer_config.json} as Hugging Face writes it; {@code strip_accents} absent means "as do_lower_case". */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record TokenizerFile(@JsonProperty("do_lower_case") Boolean lowerCase, @JsonProperty("strip_accents") Boolean stripAccents,
            @JsonProperty("tokenize_chinese_chars") Boolean chineseCharacters) {
        TokenizerOptions options() {
            boolean lower = lowerCase == null || lowerCase;
            return new TokenizerOptions(lower, stripAccents == null ? lower : stripAccents,
                    chineseCharacters == null || chineseCharacters);
        }
    }
}
