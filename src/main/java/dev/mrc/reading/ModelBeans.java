package dev.mrc.reading;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.SpecialPieces;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.tokenize.TokenizerOptions;
import dev.mrc.tokenize.Vocabulary;
import dev.mrc.window.ExampleEncoder;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Makes of a model directory what reads text; a directory that does not hold together stops the service at start. */
@Singleton
class ModelBeans {
    private final ModelFiles files;
    private final ObjectMapper json;

    @Inject
    ModelBeans(ModelConfig config, ObjectMapper json) {
        this(config.dir().map(ModelFiles::directory).orElseGet(ModelFiles::bundled), json);
    }

    ModelBeans(ModelFiles files, ObjectMapper json) {
        this.files = files;
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
        Map<String, Object> settings = settings();
        try (InputStream file = files.open("vocab.txt")) {
            return new Tokenizer(Vocabulary.load(file, SpecialPieces.of(settings)), TokenizerOptions.of(settings));
        } catch (FileNotFoundException | IllegalArgumentException e) {
            throw unusable(e);
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
        try {
            return ModelDescription.read(files, json);
        } catch (FileNotFoundException e) {
            throw unusable(e);
        }
    }

    /** Quarkus shows this exception as its one sentence, where any other would be a page of stack trace. */
    private ConfigurationException unusable(Exception why) {
        return new ConfigurationException(("The model of %s cannot be read: %s. Name a folder with vocab.txt, config.json and "
                + "tokenizer_config.json in mrc.model.dir, as the export command leaves them.").formatted(files.location(),
                        why.getMessage()));
    }

    /** {@code tokenizer_config.json} as Hugging Face writes it; a model without one is cased. */
    private Map<String, Object> settings() throws IOException {
        try (InputStream file = files.open("tokenizer_config.json")) {
            return json.readValue(file, new TypeReference<>() {
            });
        } catch (FileNotFoundException e) {
            return Map.of("do_lower_case", false);
        }
    }
}
