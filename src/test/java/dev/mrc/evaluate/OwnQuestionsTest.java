package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.mrc.evaluate.OwnQuestions.Asked;
import dev.mrc.evaluate.OwnQuestions.Gold;
import dev.mrc.evaluate.OwnQuestions.Pair;
import dev.mrc.evaluate.OwnQuestions.Passage;

/** The project's own question set, {@code model/questions}: what its README says of it holds. */
class OwnQuestionsTest {
    private static final int PASSAGES = 800;
    private static final int QUESTIONS = 5_000;
    private static final double WITHOUT_ANSWER = 0.20;

    @Test
    void everyAnswerStandsWhereItsOffsetSays() {
        for (Pair pair : OwnQuestions.ALL.questions()) {
            String context = pair.passage().context();
            Asked asked = pair.asked();
            assertThat(asked.answers()).as(asked.id()).hasSize(asked.impossible() ? 0 : 1);
            for (Gold gold : asked.answers()) {
                assertThat(gold.start()).as(asked.id()).isBetween(0, pair.passage().characters());
                int start = context.offsetByCodePoints(0, gold.start());
                assertThat(context.startsWith(gold.text(), start)).as(asked.id()).isTrue();
                assertThat(gold.text()).as(asked.id()).isNotBlank().isEqualTo(gold.text().strip());
            }
        }
    }

    @Test
    void passagesAreOfThePromisedLength() {
        for (Passage passage : OwnQuestions.ALL.passages()) {
            assertThat(passage.characters()).as(passage.title()).isBetween(200, 1200);
        }
    }

    @Test
    void nothingIsThereTwiceAndSplitsShareNoPassage() {
        Set<String> seen = new HashSet<>();
        for (Passage passage : OwnQuestions.ALL.passages()) {
            assertThat(seen.add("title " + passage.title())).as(passage.title()).isTrue();
            assertThat(seen.add(passage.context())).as(passage.title()).isTrue();
            Set<String> questions = new HashSet<>();
            for (Asked asked : passage.questions()) {
                assertThat(seen.add("id " + asked.id())).as(asked.id()).isTrue();
                assertThat(questions.add(asked.question())).as("%s: %s", passage.title(), asked.question()).isTrue();
            }
        }
    }

    @Test
    void thereAreEnoughOfThemWithAndWithoutAnAnswer() {
        List<Pair> questions = OwnQuestions.ALL.questions();

        assertThat(OwnQuestions.ALL.passages().size()).as("passages").isGreaterThanOrEqualTo(PASSAGES);
        assertThat(questions.size()).as("questions").isGreaterThanOrEqualTo(QUESTIONS);
        assertThat((double) questions.stream().filter(pair -> pair.asked().impossible()).count() / questions.size())
                .as("share without an answer").isGreaterThanOrEqualTo(WITHOUT_ANSWER);
    }

    @Test
    void readmeCountsThemRightly() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String split : OwnQuestions.SPLITS) {
            List<Passage> passages = OwnQuestions.ALL.of(split);
            List<Asked> asked = passages.stream().flatMap(passage -> passage.questions().stream()).toList();
            rows.add("| `%s.json` | %,d | %,d | %,d |".formatted(split, passages.size(), asked.size(),
                    asked.stream().filter(Asked::impossible).count()));
        }
        assertThat(Files.readString(OwnQuestions.FOLDER.resolve("README.md"))).contains(rows);
    }
}
