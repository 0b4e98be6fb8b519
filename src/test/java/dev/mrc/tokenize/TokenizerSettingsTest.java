package dev.mrc.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;

/** {@code tokenizer_config.json}, read into a map, as transformers understands it. */
class TokenizerSettingsTest {
    @Test
    void whatIsNotSaidIsAsInBertTokenizer() {
        assertThat(TokenizerOptions.of(Map.of())).isEqualTo(TokenizerOptions.uncased());
        assertThat(SpecialPieces.of(Map.of())).isEqualTo(SpecialPieces.bert());
    }

    @Test
    void accentsFollowTheCaseUnlessSaidOtherwise() {
        assertThat(TokenizerOptions.of(Map.of("do_lower_case", false))).isEqualTo(TokenizerOptions.cased());
        assertThat(TokenizerOptions.of(Map.of("strip_accents", false, "tokenize_chinese_chars", false)))
                .isEqualTo(new TokenizerOptions(true, false, false));
    }

    @Test
    void aPieceIsNamedByTextOrByAnObject() {
        assertThat(SpecialPieces.of(Map.of("cls_token", "<s>", "pad_token", Map.of("content", "<pad>", "lstrip", false))))
                .isEqualTo(new SpecialPieces("[UNK]", "<s>", "[SEP]", "<pad>"));
    }

    @Test
    void aSettingThatIsNeitherTrueNorFalseIsNamed() {
        assertThatThrownBy(() -> TokenizerOptions.of(Map.of("do_lower_case", "no")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tokenizer_config.json: do_lower_case must be true or false, not no");
    }
}
