package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What page and READMEs show is of the own question set, and not of what the bundled model has learnt from. */
class ExamplesTest {
    private static final Path PAGE = Path.of("src/main/resources/META-INF/resources/examples.js");

    @Test
    void thePagesPassagesAndQuestionsAreOfTheDevelopmentSplit() throws IOException {
        String script = Files.readString(PAGE).replaceAll("' \\+\\n\\s*'", "");
        List<String> shown = Pattern.compile("'([^'\\n]{12,})'").matcher(script).results().map(result -> result.group(1))
                .toList();

        assertThat(shown).hasSizeGreaterThanOrEqualTo(16)
                .allSatisfy(text -> assertThat(texts()).contains(text));
    }

    @Test
    void theReadmesPassageIsTheBeginningOfOne() throws IOException {
        for (String name : List.of("README.md", "README.ko.md")) {
            MatchResult passage = Pattern.compile("\"context\": \"([^\"]+)\"\\n").matcher(Files.readString(Path.of(name)))
                    .results()
                    .findFirst().orElseThrow();

            assertThat(texts()).as(name).anySatisfy(text -> assertThat(text).startsWith(passage.group(1)));
        }
    }

    private static List<String> texts() {
        return OwnQuestions.ALL.of("dev").stream().flatMap(passage -> Stream.concat(
                Stream.of(passage.context()),
                passage.questions().stream().map(OwnQuestions.Asked::question))).toList();
    }
}
