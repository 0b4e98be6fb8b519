package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mrc.model.ServableForm.Outputs;
import dev.mrc.tokenize.ModelFiles;

class ModelExportTest {
    @TempDir
    Path folder;

    @Test
    void aVersionIsWholeAndItsVocabularyStandsBesideIt() throws IOException {
        Path version = export(new Family("bert").files(), OptionalLong.empty());

        assertThat(version).isEqualTo(folder.resolve("out/1"));
        assertThat(names(version)).containsExactly("assets.extra", "saved_model.pb", "variables");
        assertThat(names(folder.resolve("out"))).containsExactly("1", "config.json", "tokenizer_config.json", "vocab.txt");
        assertThat(folder.resolve("out/vocab.txt")).hasSameBinaryContentAs(new Family("bert").directory().resolve("vocab.txt"));
    }

    @Test
    void theNextVersionFollowsTheHighest() throws IOException {
        export(new Family("bert").files(), OptionalLong.of(20));

        assertThat(export(new Family("bert").files(), OptionalLong.empty())).isEqualTo(folder.resolve("out/21"));
    }

    @Test
    void aVersionNeverChanges() throws IOException {
        export(new Family("bert").files(), OptionalLong.of(3));

        assertThatThrownBy(() -> export(new Family("bert-relu").files(), OptionalLong.of(3)))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("3 exists already, and a version never changes");
    }

    @Test
    void aBasePathHasOneVocabulary() throws IOException {
        export(new Family("bert").files(), OptionalLong.empty());

        assertThatThrownBy(() -> export(new Family("roberta").files(), OptionalLong.empty()))
                .isInstanceOf(UnusableModelException.class).hasMessageContaining("another vocabulary");
    }

    @Test
    void whatATensorFlow1FolderTakesForGrantedIsWrittenOut() throws IOException {
        export(new Family("bert-tf1").files(), OptionalLong.empty());

        assertThat(folder.resolve("out/config.json")).content().contains("\"model_type\" : \"bert\"")
                .contains("\"hidden_act\" : \"gelu_new\"");
        assertThat(folder.resolve("out/tokenizer_config.json")).content().contains("\"do_lower_case\" : false");
    }

    @Test
    void aVocabularyInsideTokenizerJsonIsWrittenOut() throws IOException {
        export(new Family("bert-sharded").files(), OptionalLong.empty());

        assertThat(folder.resolve("out/vocab.txt"))
                .hasSameTextualContentAs(new Family("bert").directory().resolve("vocab.txt"));
    }

    @Test
    void progressRisesToOne() throws IOException {
        List<Double> shares = new ArrayList<>();
        ModelExport.of(new Family("electra").files(), ServableForm.USUAL).write(folder.resolve("out"), OptionalLong.empty(),
                shares::add);

        assertThat(shares).isSorted().last().satisfies(last -> assertThat(last).isGreaterThan(0.9).isLessThanOrEqualTo(1));
    }

    @Test
    void aLengthBeyondThePositionsIsRefused() {
        assertThatThrownBy(
                () -> ModelExport.of(new Family("roberta").files(),
                        new ServableForm(OptionalInt.of(65), Precision.FP32, Outputs.LOGITS)))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("The fixed length 65 is more than the 64 positions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "bert/config.json | \"BertForQuestionAnswering\" | \"BertForMaskedLM\" | architectures is [\"BertForMaskedLM\"] but must be a model fine-tuned to answer questions",
            "bert/config.json | \"hidden_act\": \"gelu\" | \"hidden_act\": \"silu\" | hidden_act is \"silu\" but must be one of gelu, gelu_new, gelu_pytorch_tanh, relu.",
            "bert/config.json | \"absolute\" | \"relative_key\" | position_embedding_type is \"relative_key\" but must be one of absolute.",
            "bert/config.json | \"hidden_size\": 32 | \"hidden_size\": 64 | tensor 'bert.embeddings.word_embeddings.weight' has shape [139, 32] but [139, 64] is expected.",
            "bert/config.json | \"num_hidden_layers\": 2 | \"num_hidden_layers\": 3 | tensor 'bert.encoder.layer.2.attention.self.query.weight' of shape [32, 32] is missing.",
            "bert/vocab.txt | [MASK] | [MASK]\\n가나다라 | vocab_size is 139 but must be 140, the number of pieces in its vocabulary.",
            "bert/tokenizer_config.json | \"do_lower_case\": false | \"do_lower_case\": \"no\" | do_lower_case must be true or false, not no",
            "bert-sharded/tokenizer.json | \"WordPiece\" | \"Unigram\" | the tokenizer is of type 'Unigram', known is WordPiece.",
            "bert-tf1/bert_config.json | \"num_hidden_layers\": 2 | \"num_hidden_layers\": 3 | tensor 'bert/encoder/layer_2/attention/self/query/kernel' cannot be read",
            "bert-tf1/bert_config.json | \"intermediate_size\": 64 | \"intermediate_size\": 128 | tensor 'bert/encoder/layer_0/intermediate/dense/kernel' has shape [32, 64] but [32, 128] is expected." })
    void oneSentenceSaysWhatDoesNotFitAndNothingIsWritten(String file, String from, String to, String complaint)
            throws IOException {
        ModelFiles broken = copyOf(Path.of(file), from, to.replace("\\n", "\n"));

        assertThatThrownBy(() -> export(broken, OptionalLong.empty())).isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(complaint);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({ "bert, config.json, has neither config.json", "bert, vocab.txt, has neither vocab.txt nor tokenizer.json",
            "bert, model.safetensors, save_pretrained",
            "bert-sharded, model-00002-of-00002.safetensors, 'names model-00002-of-00002.safetensors, which is not there.'",
            "bert-tf1, bert_model.ckpt.index, has no TensorFlow checkpoint",
            "bert-tf1, bert_model.ckpt.data-00000-of-00001, but not bert_model.ckpt.data-00000-of-00001." })
    void aMissingFileIsNamed(String family, String file, String complaint) throws IOException {
        ModelFiles broken = copyOf(family);
        Files.delete(folder.resolve("in").resolve(file));

        assertThatThrownBy(() -> export(broken, OptionalLong.empty())).isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(complaint);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({ "bert, model.safetensors, is truncated: tensor",
            "bert-tf1, bert_model.ckpt.data-00000-of-00001, cannot be read" })
    void aTruncatedFileIsNamed(String family, String file, String complaint) throws IOException {
        ModelFiles broken = copyOf(family);
        try (RandomAccessFile weights = new RandomAccessFile(folder.resolve("in").resolve(file).toFile(), "rw")) {
            weights.setLength(weights.length() / 2);
        }

        assertThatThrownBy(() -> export(broken, OptionalLong.empty())).isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(complaint);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void ofSeveralCheckpointsTheLatestIsTaken() throws IOException {
        ModelFiles files = copyOf("bert-tf1");
        Path in = folder.resolve("in");
        for (String end : List.of(".index", ".data-00000-of-00001")) {
            Files.copy(in.resolve("bert_model.ckpt" + end), in.resolve("model.ckpt-14599" + end));
        }
        assertThatThrownBy(() -> ModelSource.open(files)).isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("has several checkpoints");

        Files.writeString(in.resolve("checkpoint"), "model_checkpoint_path: \"/elsewhere/model.ckpt-14599\"\n");
        assertThat(ModelSource.open(files).weightFiles()).containsExactly("model.ckpt-14599.index",
                "model.ckpt-14599.data-00000-of-00001");
    }

    private Path export(ModelFiles files, OptionalLong version) throws IOException {
        return ModelExport.of(files, ServableForm.USUAL).write(folder.resolve("out"), version, share -> {
        });
    }

    private ModelFiles copyOf(String family) throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        try (Stream<Path> children = Files.list(new Family(family).directory())) {
            for (Path child : children.toList()) {
                Files.copy(child, in.resolve(child.getFileName()));
            }
        }
        return ModelFiles.directory(in);
    }

    /** @param file below the families' folder */
    private ModelFiles copyOf(Path file, String from, String to) throws IOException {
        ModelFiles files = copyOf(file.getParent().toString());
        Path changed = folder.resolve("in").resolve(file.getFileName());
        assertThat(changed).content().contains(from);
        Files.writeString(changed, Files.readString(changed).replace(from, to));
        return files;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).sorted().toList();
        }
    }
}
