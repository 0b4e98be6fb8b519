package dev.mrc.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.ModelFiles;

/** A tiny random checkpoint that the reference implementation wrote; see {@code families/README.md}. */
record Family(String name) {
    /** Rows padded to one length, and the logits of each row's real positions. */
    record Case(String name, @JsonProperty("input_ids") int[][] ids, @JsonProperty("input_mask") int[][] mask,
            @JsonProperty("segment_ids") int[][] segments, float[][] start, float[][] end) {

        /** As a client sends them to a servable of any length. */
        byte[][] examples() {
            return padded(ids[0].length);
        }

        /** As a client sends them to a servable of one length. */
        byte[][] padded(int length) {
            byte[][] examples = new byte[ids.length][];
            for (int row = 0; row < ids.length; row++) {
                examples[row] = ServedModel.example(row, Arrays.copyOf(ids[row], length),
                        Arrays.copyOf(mask[row], length), Arrays.copyOf(segments[row], length));
            }
            return examples;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    ModelFiles files() {
        return ModelFiles.directory(directory());
    }

    SpanGraph network() throws IOException {
        return ModelSource.open(files()).config().network();
    }

    Checkpoint weights() throws IOException {
        return ModelSource.open(files()).weights(bytes -> {
        });
    }

    Path directory() {
        try {
            return Path.of(Family.class.getResource("families/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Case> golden() throws IOException {
        String owner = name.equals("bert-sharded") ? "bert" : name;
        return List.of(new ObjectMapper().readValue(
                Files.readAllBytes(directory().resolveSibling(owner).resolve("golden.json")), Case[].class));
    }
}
