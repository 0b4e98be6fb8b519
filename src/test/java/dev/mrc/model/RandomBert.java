package dev.mrc.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Random;

import dev.mrc.tokenize.ModelFiles;

/** A BERT of random weights, served as any other: for measuring, where only the work counts. */
public final class RandomBert implements AutoCloseable {
    private static final int VOCABULARY = 1_000;
    private static final int POSITIONS = 384;

    private final Path base;
    private final ServedModel raw;

    /** Writes it under {@code directory} and exports it there. */
    public RandomBert(Path directory, int layers, int width) throws IOException {
        Path files = Files.createDirectories(directory.resolve("checkpoint"));
        Files.writeString(files.resolve("config.json"), """
                {"architectures": ["BertForQuestionAnswering"], "model_type": "bert", "hidden_act": "gelu",
                 "hidden_size": %d, "intermediate_size": %d, "num_attention_heads": %d, "num_hidden_layers": %d,
                 "layer_norm_eps": 1e-12, "max_position_embeddings": %d, "type_vocab_size": 2, "vocab_size": %d}"""
                .formatted(width, 4 * width, width / 64, layers, POSITIONS, VOCABULARY));
        StringBuilder vocabulary = new StringBuilder("[PAD]\n[UNK]\n[CLS]\n[SEP]\n");
        for (int i = 4; i < VOCABULARY; i++) {
            vocabulary.append((char) ('가' + i)).append('\n');
        }
        Files.writeString(files.resolve("vocab.txt"), vocabulary);
        Files.writeString(files.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        Files.write(files.resolve("model.safetensors"), weights(layers, width));
        this.base = directory.resolve("served");
        Path version = base.resolve("1");
        if (!Files.exists(version)) {
            version = ModelExport.of(ModelFiles.directory(files), ServableForm.USUAL).write(base, OptionalLong.of(1), done -> {
            });
        }
        this.raw = ServedModel.load(version);
    }

    private static byte[] weights(int layers, int width) {
        Random random = new Random(42);
        Drawn drawn = new Drawn(new SafetensorsFile(), random);
        drawn.matrix("bert.embeddings.word_embeddings", VOCABULARY, width);
        drawn.matrix("bert.embeddings.position_embeddings", POSITIONS, width);
        drawn.matrix("bert.embeddings.token_type_embeddings", 2, width);
        drawn.norm("bert.embeddings.LayerNorm", width);
        for (int i = 0; i < layers; i++) {
            String layer = "bert.encoder.layer." + i + ".";
            for (String name : new String[] { "attention.self.query", "attention.self.key", "attention.self.value",
                    "attention.output.dense" }) {
                drawn.linear(layer + name, width, width);
            }
            drawn.norm(layer + "attention.output.LayerNorm", width);
            drawn.linear(layer + "intermediate.dense", 4 * width, width);
            drawn.linear(layer + "output.dense", width, 4 * width);
            drawn.norm(layer + "output.LayerNorm", width);
        }
        drawn.linear("qa_outputs", 2, width);
        return drawn.file.bytes();
    }

    private record Drawn(SafetensorsFile file, Random random) {
        void matrix(String name, int rows, int columns) {
            file.floats(name + ".weight", numbers(rows * columns), rows, columns);
        }

        void linear(String name, int rows, int columns) {
            matrix(name, rows, columns);
            file.floats(name + ".bias", numbers(rows), rows);
        }

        void norm(String name, int width) {
            float[] ones = new float[width];
            java.util.Arrays.fill(ones, 1);
            file.floats(name + ".weight", ones, width);
            file.floats(name + ".bias", new float[width], width);
        }

        private float[] numbers(int count) {
            float[] numbers = new float[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = (float) random.nextGaussian() * 0.02f;
            }
            return numbers;
        }
    }

    public Path base() {
        return base;
    }

    /** One call of the session itself, no server between; the first row's first start logit. */
    public float run(byte[][] examples) {
        return raw.predict(examples).start()[0][0];
    }

    /** A window of so many random pieces, padded to {@code length}. */
    public static byte[] example(Random random, int pieces, int length) {
        int[] ids = random.ints(pieces, 4, VOCABULARY).toArray();
        ids[0] = 2;
        ids[12] = 3;
        ids[pieces - 1] = 3;
        return ServedModel.example(0, ids, length);
    }

    @Override
    public void close() {
        raw.close();
    }
}
