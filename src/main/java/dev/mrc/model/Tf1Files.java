package dev.mrc.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mrc.tokenize.ModelFiles;

/** A folder as google-research/bert leaves it: {@code bert_config.json}, {@code vocab.txt} and TensorFlow 1 checkpoints. */
final class Tf1Files {
    private static final String INDEX = ".index";
    private static final String DATA = ".data-00000-of-00001";
    /** The text file in which TensorFlow notes which of several checkpoints is the last. */
    private static final String LATEST = "checkpoint";
    private static final Pattern LATEST_PATH = Pattern.compile("(?m)^model_checkpoint_path: \"(?:.*/)?([^/\"]+)\"");

    /**
     * What {@code modeling.py} computes since 2019 where a configuration says "gelu": Hugging Face's name for the form by a
     * hyperbolic tangent.
     */
    private static final String TANH = "gelu_new";

    private Tf1Files() {
    }

    /** Adds what Hugging Face's {@code config.json} says and {@code bert_config.json} takes for granted. */
    static void complete(ObjectNode config) {
        config.put("model_type", "bert");
        if (config.path("hidden_act").asText("gelu").equals("gelu")) {
            config.put("hidden_act", TANH);
        }
    }

    /** The files of the checkpoint, the index first. */
    static List<String> checkpoint(ModelFiles files) throws IOException {
        Path directory = files.directory().orElseThrow(
                () -> new IllegalStateException("A TensorFlow 1 checkpoint is not in a directory. This is a bug."));
        List<String> found;
        try (Stream<Path> children = Files.list(directory)) {
            found = children.map(child -> child.getFileName().toString()).filter(name -> name.endsWith(INDEX)).sorted()
                    .toList();
        }
        String index = found.size() == 1 ? found.get(0) : latest(directory, found);
        String data = index.substring(0, index.length() - INDEX.length()) + DATA;
        if (!Files.isRegularFile(directory.resolve(data))) {
            throw new UnusableModelException("%s has %s but not %s.".formatted(directory, index, data));
        }
        return List.of(index, data);
    }

    private static String latest(Path directory, List<String> found) throws IOException {
        if (Files.isRegularFile(directory.resolve(LATEST))) {
            Matcher path = LATEST_PATH.matcher(Files.readString(directory.resolve(LATEST)));
            if (path.find() && found.contains(path.group(1) + INDEX)) {
                return path.group(1) + INDEX;
            }
        }
        throw new UnusableModelException(found.isEmpty() ? directory + " has no TensorFlow checkpoint (*.index, *.data-...)."
                : "%s has several checkpoints, %s, and no file named %s says which; leave one.".formatted(directory,
                        String.join(", ", found), LATEST));
    }

    static Checkpoint open(ModelFiles files, List<String> names, LongConsumer onRead) {
        String index = names.get(0);
        return new TfCheckpoint(files.directory().orElseThrow().resolve(index.substring(0, index.length() - INDEX.length())),
                onRead);
    }
}
