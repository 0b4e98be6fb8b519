package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The project's own question set, {@code model/questions}: what its README says of it holds. */
class OwnQuestionsTest {
    private static final Path FOLDER = Path.of("model/questions");
    private static final List<String> SPLITS = List.of("train", "dev", "test");

    record SquadFile(String version, List<Article> data) {
    }

    record Article(String title, String domain, List<Paragraph> paragraphs) {
    }

    record Paragraph(String context, List<Asked> qas) {
    }

    record Asked(String id, String question, @JsonProperty("is_impossible") boolean impossible, List<Gold> answers) {
    }

    record Gold(String text, @JsonProperty("answer_start") int start) {
    }

    @ParameterizedTest
    @ValueSource(strings = { "train", "dev", "test" })
    void everyAnswerStandsWhereItsOffsetSays(String split) throws IOException {
        for (Paragraph paragraph : paragraphs(split)) {
            for (Asked asked : paragraph.qas) {
                assertThat(asked.answers).as(asked.id).hasSize(asked.impossible ? 0 : 1);
                for (Gold gold : asked.answers) {
                    int start = paragraph.context.offsetByCodePoints(0, gold.start); // as Python counts
                    assertThat(paragraph.context.startsWith(gold.text, start)).as(asked.id).isTrue();
                    assertThat(gold.text).as(asked.id).isNotBlank().isEqualTo(gold.text.strip());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "train", "dev", "test" })
    void passagesAreOfThePromisedLength(String split) throws IOException {
        assertThat(paragraphs(split)).allSatisfy(
                paragraph -> assertThat(paragraph.context.codePointCount(0, paragraph.context.length())).isBetween(200, 1200));
    }

    @Test
    void nothingIsThereTwiceAndSplitsShareNoPassage() throws IOException {
        Set<String> ids = new HashSet<>();
        Set<String> contexts = new HashSet<>();
        Set<String> questions = new HashSet<>();
        for (String split : SPLITS) {
            for (Paragraph paragraph : paragraphs(split)) {
                assertThat(contexts.add(paragraph.context)).as(paragraph.context.substring(0, 40)).isTrue();
                for (Asked asked : paragraph.qas) {
                    assertThat(ids.add(asked.id)).as(asked.id).isTrue();
                    assertThat(questions.add(asked.question)).as(asked.question).isTrue();
                }
            }
        }
    }

    @Test
    void readmeCountsThemRightly() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String split : SPLITS) {
            List<Paragraph> paragraphs = paragraphs(split);
            List<Asked> asked = paragraphs.stream().flatMap(paragraph -> paragraph.qas.stream()).toList();
            rows.add("| `%s.json` | %,d | %,d | %,d |".formatted(split, paragraphs.size(), asked.size(),
                    asked.stream().filter(Asked::impossible).count()));
        }
        assertThat(Files.readString(FOLDER.resolve("README.md"))).contains(rows);
    }

    private static List<Paragraph> paragraphs(String split) throws IOException {
        SquadFile file = new ObjectMapper().readValue(FOLDER.resolve(split + ".json").toFile(), SquadFile.class);
        return file.data.stream().flatMap(article -> article.paragraphs.stream()).toList();
    }
}
