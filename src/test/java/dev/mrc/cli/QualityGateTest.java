package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mrc.cli.FigureTable.Row;
import dev.mrc.evaluate.Evaluation;
import dev.mrc.evaluate.Outcome;
import dev.mrc.evaluate.UnansweredException;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * The bundled model over the own test split, through the whole service. Figures land in {@code target/quality}; with {@code
 * -Dquality=write} also in the documents that quote them.
 */
@QuarkusTest
class QualityGateTest {
    private static final Path FIGURES = Path.of("target/quality");
    private static final Path CARD = Path.of("model/MODEL_CARD.md");
    private static final Path PAGE = Path.of("docs/quality.md");
    private static final boolean WRITE = "write".equals(System.getProperty("quality"));
    private static OwnSplit split;

    @TestHTTPResource("/")
    URI service;

    /** Once for all tests: it takes most of a minute. */
    @BeforeEach
    void measure() throws UnansweredException, InterruptedException, IOException {
        if (split == null) {
            JsonNode model = new ServiceCall(service).get("/api/v1/model"); // waits until it is loaded
            split = OwnSplit.ask(service);
            split.write(FIGURES, model);
            for (FigureTable table : new QualityTables(split).all()) {
                Files.writeString(FIGURES.resolve(table.name().replace(' ', '-') + ".md"), table.markdown() + "\n");
            }
        }
    }

    @Test
    void everyQuestionIsAnswered() {
        assertThat(split.interview().failures()).isEmpty();
    }

    @Test
    void answersReachTheirFloorsAtEachBoundary() {
        assertThat(QualityFloors.ANSWERABLE).extracting(QualityFloors.Floor::boundary)
                .containsExactlyElementsOf(split.answerable().keySet());
        assertThat(QualityFloors.ANSWERABLE).allSatisfy(floor -> {
            Evaluation measured = split.answerable().get(floor.boundary());
            assertThat(measured.all().exactMatch()).as("EM").isGreaterThanOrEqualTo(floor.exactMatch());
            assertThat(measured.all().f1()).as("F1").isGreaterThanOrEqualTo(floor.f1());
        });
    }

    @Test
    void cuttingParticlesIsNoLoss() {
        assertThat(split.answerable().get("particle").all().exactMatch()).isGreaterThanOrEqualTo(
                split.answerable().get("token").all().exactMatch() - QualityFloors.PARTICLE_COSTS);
    }

    @Test
    void nullScoresTellQuestionsWithoutAnAnswer() {
        assertThat(split.defaults().get("particle").noAnswerAuroc().orElseThrow())
                .isGreaterThanOrEqualTo(QualityFloors.NO_ANSWER_AUROC);
    }

    @Test
    void scoresAreAboutTheShareOfRightAnswers() {
        for (String boundary : List.of("token", "particle")) {
            assertThat(split.defaults().get(boundary).reliability().orElseThrow().expectedError()).as(boundary)
                    .isLessThanOrEqualTo(QualityFloors.CALIBRATION_ERROR);
        }
    }

    @Test
    void whatIsRefusedByDefaultFollowsFromTheNullScore() throws UnansweredException, InterruptedException {
        ServiceAnswerer plain = new ServiceAnswerer(new ServiceCall(service), true);
        List<Outcome> outcomes = split.defaults().get("particle").outcomes();

        for (int i = 0; i < outcomes.size(); i += 25) {
            Outcome outcome = outcomes.get(i);
            JsonNode reply = plain.ask(outcome.question().text(), outcome.question().context(), "particle");
            assertThat(ServiceAnswerer.prediction(reply, "/answers/0/answer").text()).as(outcome.question().id())
                    .isEqualTo(outcome.prediction().text());
        }
    }

    @Test
    void documentsQuoteWhatIsMeasured() throws IOException {
        QualityTables tables = new QualityTables(split);
        quoted(CARD, List.of(tables.answers(), tables.noAnswer()));
        quoted(PAGE, List.of(tables.byQuestionType(), tables.byAnswerType()));
        if (WRITE) {
            for (Map.Entry<String, String> picture : Map.of("defaults-reliability.svg", "quality-reliability.svg",
                    "answerable-length.svg", "quality-length.svg").entrySet()) {
                Files.copy(FIGURES.resolve(picture.getKey()), PAGE.resolveSibling(picture.getValue()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void quoted(Path document, List<FigureTable> tables) throws IOException {
        String text = Files.readString(document);
        for (FigureTable table : tables) {
            text = WRITE ? table.writtenInto(text) : text;
            List<Row> rows = table.quotedIn(text);
            assertThat(rows).as("%s in %s; -Dquality=write writes it anew", table.name(), document).hasSameSizeAs(table.rows())
                    .zipSatisfy(table.rows(), (quoted, measured) -> assertThat(measured.agrees(quoted))
                            .as("measured %s, quoted %s", measured, quoted).isTrue());
        }
        if (WRITE) {
            Files.writeString(document, text);
        }
    }
}
