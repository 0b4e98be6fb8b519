package dev.mrc.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

/** What a vocabulary file may look like, and what is said about one that may not. */
class VocabularyTest {
    private static final String SPECIAL = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";

    @Test
    void idIsTheLineFromZero() throws IOException {
        Vocabulary vocabulary = load(SPECIAL + "세종\n##은\n");
        assertThat(vocabulary.size()).isEqualTo(6);
        assertThat(vocabulary.id("##은")).isEqualTo(5);
        assertThat(vocabulary.piece(4)).isEqualTo("세종");
        assertThat(vocabulary.id("은")).isEqualTo(-1);
        assertThat(
                new int[] { vocabulary.padding(), vocabulary.unknown(), vocabulary.classification(), vocabulary.separator() })
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void lineEndsOfWindowsAndAMissingLastOneMakeNoDifference() throws IOException {
        Vocabulary vocabulary = load((SPECIAL + "세종\n##은").replace("\n", "\r\n"));
        assertThat(vocabulary.size()).isEqualTo(6);
        assertThat(vocabulary.id("##은")).isEqualTo(5);
    }

    @Test
    void hashIsOfTheFilesBytes() throws IOException {
        assertThat(load(SPECIAL).sha256()).hasSize(64).isNotEqualTo(load(SPECIAL.replace("\n", "\r\n")).sha256())
                .isEqualTo("c4b8e11215f047171c3b588b2e0b06b81e3937afeb929b234026ef802be5ebdf");
    }

    @Test
    void repeatedPieceIsNamedWithBothLines() {
        assertThatThrownBy(() -> load(SPECIAL + "왕\n은\n왕\n")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vocabulary line 7 repeats the piece \"왕\" of line 5");
    }

    @Test
    void emptyLineIsNamed() {
        assertThatThrownBy(() -> load(SPECIAL + "왕\n\n은\n")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 6 is empty");
        assertThatThrownBy(() -> load("")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("line 1 is empty");
    }

    @Test
    void missingSpecialPieceIsNamed() {
        assertThatThrownBy(() -> load("[PAD]\n[UNK]\n[CLS]\n왕\n")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 lines have no piece [SEP]");
    }

    @Test
    void fileThatIsNotUtf8IsRefused() {
        assertThatThrownBy(() -> Vocabulary.load(new ByteArrayInputStream(new byte[] { '[', (byte) 0xB0, (byte) 0xA1 })))
                .isInstanceOf(CharacterCodingException.class);
    }

    private static Vocabulary load(String file) throws IOException {
        return Vocabulary.load(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }
}
