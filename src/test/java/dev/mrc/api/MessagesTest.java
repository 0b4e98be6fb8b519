package dev.mrc.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.mrc.error.ErrorCode;

class MessagesTest {
    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
    private static final ResourceBundle ENGLISH = bundle("");
    private static final ResourceBundle KOREAN = bundle("_ko");

    @Test
    void bothLanguagesSayTheSameThings() {
        Set<String> english = ENGLISH.keySet().stream().filter(key -> !key.startsWith("title.")).collect(Collectors.toSet());

        assertThat(KOREAN.keySet()).isEqualTo(english);
        english.forEach(key -> assertThat(holes(KOREAN.getString(key))).as(key).isEqualTo(holes(ENGLISH.getString(key))));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyFailureHasATitleAndADetail(ErrorCode code) {
        assertThat(Messages.title(code.slug())).isNotBlank();
        assertThat(Messages.in("ko").text("detail." + code.slug(), Map.of())).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", delimiter = '|', value = { "none | ko", "ko | ko", "en | en",
            "en-US,en;q=0.9,ko;q=0.8 | en",
            "ko-KR,ko;q=0.9,en-US;q=0.8 | ko", "fr, en;q=0.5 | en", "fr | ko", "* | ko", ";;; | ko" })
    void theFirstLanguageWeSpeakIsUsedAndKoreanElse(String acceptLanguage, String language) {
        assertThat(Messages.in(acceptLanguage).language()).isEqualTo(language);
    }

    @Test
    void numbersAreGrouped() {
        String text = Messages.in("ko").text("detail.context-too-large",
                Map.of("limit", 50_000, "actual", 81_234, "unit", "utf16"));

        assertThat(text).contains("50,000").contains("81,234").doesNotContain("{");
    }

    private static Set<String> holes(String text) {
        return HOLE.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toSet());
    }

    private static ResourceBundle bundle(String suffix) {
        return ResourceBundle.getBundle("dev.mrc.api.Messages" + suffix);
    }
}
