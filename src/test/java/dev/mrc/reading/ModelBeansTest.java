package dev.mrc.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.ModelFiles;
import io.quarkus.runtime.configuration.ConfigurationException;

class ModelBeansTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), "<pad>\n<unk>\n<s>\n</s>\n경복궁\n##은\nSeoul\n");
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"do_lower_case": false, "cls_token": "<s>", "sep_token": {"content": "</s>"}, "unk_token": "<unk>",
                 "pad_token": "<pad>", "model_max_length": 512}""");
    }

    @Test
    void aModelMayNameItsOwnSpecialPieces() throws IOException {
        assertThat(beans().tokenizer().vocabulary().classification()).isEqualTo(2);
        assertThat(beans().tokenizer().tokenize("경복궁은 Seoul").ids()).containsExactly(4, 5, 6);
    }

    @ParameterizedTest
    @CsvSource({ "vocab.txt, no file vocab.txt", "tokenizer_config.json, have no piece [UNK]" })
    void aFolderThatIsNoModelIsSaidInOneSentence(String missing, String complaint) throws IOException {
        Files.delete(folder.resolve(missing));

        assertThatThrownBy(() -> beans().tokenizer()).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(folder.toString()).hasMessageContaining(complaint).hasMessageContaining("mrc.model.dir");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{} | 0", "{\"max_position_embeddings\": 300} | 300",
            "{\"model_type\": \"roberta\", \"max_position_embeddings\": 514, \"pad_token_id\": 1} | 512",
            "{\"model_type\": \"roberta\", \"max_position_embeddings\": 514} | 512" })
    void windowsEndWhereTheModelsPositionsDo(String config, int longest) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);

        assertThat(beans().description().maxTokens()).isEqualTo(longest);
    }

    private ModelBeans beans() {
        return new ModelBeans(ModelFiles.directory(folder), new ObjectMapper());
    }
}
