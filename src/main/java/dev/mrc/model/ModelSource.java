package dev.mrc.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mrc.tokenize.ModelFiles;

/**
 * A trained model's files, whichever way its maker left them: a Hugging Face directory, a google-research/bert
 * checkpoint, or the demo model.
 *
 * @param config what its network is like
 * @param beside what has to stand beside the servable, by file name, in the one form that the service reads: configuration,
 *        vocabulary, tokenizer settings
 * @param weightFiles names of the files that hold the weights
 */
record ModelSource(ModelFiles files, ModelConfig config, Map<String, byte[]> beside, List<String> weightFiles) {
    static final String CONFIG = "config.json";
    private static final String TF1_CONFIG = "bert_config.json";
    private static final String SINGLE = "model.safetensors";
    private static final String SHARDS = "model.safetensors.index.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads all but the weights.
     *
     * @throws UnusableModelException if a file is missing or they do not belong together
     */
    static ModelSource open(ModelFiles files) throws IOException {
        boolean tf1 = bytes(files, CONFIG).isEmpty();
        String location = (tf1 ? TF1_CONFIG : CONFIG) + " of " + files.location();
        byte[] file = bytes(files, tf1 ? TF1_CONFIG : CONFIG).orElseThrow(() -> new UnusableModelException(
                "%s has neither %s, which Hugging Face's models have, nor %s, which TensorFlow 1's have."
                        .formatted(files.location(), CONFIG, TF1_CONFIG)));
        ObjectNode json = object(file, location);
        if (tf1) {
            Tf1Files.complete(json);
        }
        TokenizerFiles tokenizer = TokenizerFiles.read(files);
        ModelConfig config = ModelConfig.of(json, location, tokenizer.pieces());
        Map<String, byte[]> beside = new TreeMap<>(tokenizer.beside());
        beside.put(CONFIG, tf1 ? bytes(json) : file);
        return new ModelSource(files, config, beside, tf1 ? Tf1Files.checkpoint(files) : weightFiles(files));
    }

    /**
     * Opens the weights; to be closed.
     *
     * @param onRead told how many bytes each tensor took that is asked for
     */
    Checkpoint weights(LongConsumer onRead) throws IOException {
        return weightFiles.get(0).endsWith(".safetensors") ? Safetensors.open(files, weightFiles, onRead)
                : Tf1Files.open(files, weightFiles, onRead);
    }

    private static List<String> weightFiles(ModelFiles files) throws IOException {
        if (exists(files, SINGLE)) {
            return List.of(SINGLE);
        }
        byte[] index = bytes(files, SHARDS).orElseThrow(() -> new UnusableModelException(
                "%s has no %s. Weights in pytorch_model.bin or tf_model.h5 can be turned into one by Hugging Face's "
                        .formatted(files.location(), SINGLE) + "save_pretrained(folder, safe_serialization=True)."));
        TreeSet<String> names = new TreeSet<>();
        object(index, SHARDS + " of " + files.location()).path("weight_map").forEach(name -> names.add(name.asText()));
        if (names.isEmpty() || names.stream().anyMatch(name -> name.contains("/") || !name.endsWith(".safetensors"))) {
            throw new UnusableModelException(
                    "%s of %s must map every tensor to a .safetensors file beside it.".formatted(SHARDS, files.location()));
        }
        for (String name : names) {
            if (!exists(files, name)) {
                throw new UnusableModelException("%s of %s names %s, which is not there.".formatted(SHARDS, files.location(),
                        name));
            }
        }
        return List.copyOf(names);
    }

    static ObjectNode object(byte[] bytes, String location) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new UnusableModelException(location + " is not a JSON object.");
        } catch (JsonProcessingException e) {
            throw new UnusableModelException(location + " is not JSON.", e);
        }
    }

    static Map<String, Object> map(ObjectNode json) {
        return JSON.convertValue(json, new TypeReference<HashMap<String, Object>>() {
        });
    }

    static byte[] bytes(ObjectNode json) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    static Optional<byte[]> bytes(ModelFiles files, String name) throws IOException {
        try (InputStream in = files.open(name)) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean exists(ModelFiles files, String name) throws IOException {
        try (InputStream in = files.open(name)) {
            return true;
        } catch (FileNotFoundException e) {
            return false;
        }
    }
}
