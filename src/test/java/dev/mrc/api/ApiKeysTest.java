package dev.mrc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    /** {@code printf %s secret | sha256sum} */
    private static final String SECRET = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @Test
    void aKeyIsKnownByItsHash() {
        ApiKeys keys = ApiKeys.of(List.of("# 확장 프로그램", "", "extension = " + SECRET.toUpperCase(),
                "lab=sha256:" + "0".repeat(64)));

        assertThat(keys.holder("secret")).contains("extension");
        assertThat(keys.holder("Secret")).isEmpty();
        assertThat(keys.holder("")).isEmpty();
        assertThat(keys.holder(SECRET)).as("what stands in the file opens nothing").isEmpty();
    }

    @Test
    void anEmptyFileLetsNobodyIn() {
        assertThat(ApiKeys.of(List.of()).holder("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "extension", "extension=secret", "확장=" + SECRET, "a b=" + SECRET, "=" + SECRET,
            "extension=" + SECRET + "00", SECRET })
    void aLineThatIsNoKeyIsNamedAndNotShown(String line) {
        assertThatThrownBy(() -> ApiKeys.of(List.of("", line))).hasMessageContaining("line 2").hasMessageContaining("SHA-256")
                .hasMessageNotContaining(line);
    }

    @Test
    void aNameStandsOnce() {
        assertThatThrownBy(() -> ApiKeys.of(List.of("a=" + SECRET, "a=" + "0".repeat(64)))).hasMessageContaining("line 2")
                .hasMessageContaining("\"a\"");
    }
}
