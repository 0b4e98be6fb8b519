package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mrc.tokenize.ModelFiles;

class ModelConfigTest {
    @TempDir
    Path directory;
    private String config;

    @BeforeEach
    void copy() throws IOException {
        for (String name : new String[] { "config.json", "vocab.txt", "model.safetensors" }) {
            try (InputStream in = TinyModel.FILES.open(name)) {
                Files.copy(in, directory.resolve(name));
            }
        }
        config = Files.readString(directory.resolve("config.json"));
    }

    @Test
    void everySettingArrives() throws IOException {
        assertThat(ModelSource.open(TinyModel.FILES).config()).isEqualTo(new MatchConfig(new MatchConfig.Tables(30, 20, 9, 12),
                new MatchConfig.Features(8, 3), new MatchConfig.Encoder(2, 16, 2, 24, 7, 4, 1e-5f), 10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"model_type\": \"mrc-match\" | \"model_type\": \"gpt2\" | model_type is \"gpt2\" but must be one of bert, electra, roberta, mrc-match.",
            "\"hidden_size\": 16 | \"size\": 16 | hidden_size is missing but must be a whole number from 1 to 16777216.",
            "\"hidden_size\": 16 | \"hidden_size\": -16 | hidden_size is -16 but must be a whole number",
            "\"hidden_size\": 16 | \"hidden_size\": 15 | hidden_size is 15 but must be a multiple of num_attention_heads, 2.",
            "\"conv_kernel\": 7 | \"conv_kernel\": 6 | conv_kernel is 6 but must be odd.",
            "\"layer_norm_eps\": 1e-05 | \"layer_norm_eps\": \"tiny\" | layer_norm_eps is \"tiny\" but must be a number between 0 and 1.",
            "\"vocab_size\": 30 | \"vocab_size\": 31 | vocab_size is 31 but must be 30, the number of pieces in its vocabulary.",
            "\"vocab_size\": 30 | \"vocab_size\": 30, | is not JSON." })
    void oneSentenceSaysWhatIsWrong(String from, String to, String complaint) throws IOException {
        assertThat(config).contains(from);
        Files.writeString(directory.resolve("config.json"), config.replace(from, to));

        assertThatThrownBy(() -> ModelSource.open(ModelFiles.directory(directory)))
                .isInstanceOf(UnusableModelException.class).hasMessageContaining(complaint);
    }

    @Test
    void vocabularyOfOtherSpecialPiecesIsRefused() throws IOException {
        assertRefused("[CLS]", "<s>", "have no piece [CLS], which a BERT model needs");
    }

    @Test
    void specialPiecesOfTheGraphMustStandWhereItLooksForThem() throws IOException {
        assertRefused("[CLS]\n[SEP]", "[SEP]\n[CLS]", "needs [CLS] and [SEP] as pieces 2 and 3");
    }

    private void assertRefused(String from, String to, String complaint) throws IOException {
        Path vocabulary = directory.resolve("vocab.txt");
        assertThat(Files.readString(vocabulary)).contains(from);
        Files.writeString(vocabulary, Files.readString(vocabulary).replace(from, to));

        assertThatThrownBy(() -> ModelSource.open(ModelFiles.directory(directory)))
                .isInstanceOf(UnusableModelException.class).hasMessageContaining(complaint);
    }
}
