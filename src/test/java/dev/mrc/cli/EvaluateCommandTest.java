package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.cli.StubService.Reply;

/** The command as it is typed: files in, figures and exit status out. */
class EvaluateCommandTest {
    private static final String QUESTIONS = """
            {"data": [{"paragraphs": [{"context": "첫 등대지기 한도윤이 31년 동안 지켰다.", "qas": [
              {"id": "가", "question": "첫 등대지기는 누구인가?", "answers": [{"text": "한도윤", "answer_start": 7}]},
              {"id": "나", "question": "등대를 몇 년 동안 지켰나?", "answers": [{"text": "31년", "answer_start": 12}]},
              {"id": "다", "question": "두 번째 등대지기는 누구인가?", "answers": [], "is_impossible": true}]}]}]}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;
    private Path data;

    @BeforeEach
    void write() throws IOException {
        data = Files.writeString(folder.resolve("질문.json"), QUESTIONS);
    }

    @Test
    void aPredictionFileIsScoredWithoutAService() throws IOException {
        Path predictions = Files.writeString(folder.resolve("답.json"), "{\"가\": \"한도윤이\", \"나\": \"31년\", \"다\": \"\"}");
        Path report = folder.resolve("결과.json");

        int status = run("--data", data.toString(), "--predictions", predictions.toString(), "--report", report.toString());

        assertThat(status).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).containsPattern("all +3 +66.67 +95.24").containsPattern("with an answer +2 +50.00 +92.86")
                .containsPattern("without an answer +1 +100.00 +100.00").containsPattern("who  누구 +2 +50.00 +92.86")
                .containsPattern("→ number  수·단위 +1 +100.00 +100.00").containsPattern("→ word  낱말·이름 +1 +0.00 +85.71");
        assertThat(report.resolveSibling("결과-length.svg")).exists();
        JsonNode json = json(report);
        assertThat(json.path("data").textValue()).isEqualTo("질문.json");
        assertThat(json.at("/misses/predictions")).hasSize(1);
        assertThat(json.at("/scores/predictions/byAnswerType/NUMBER/f1").intValue()).isEqualTo(100);
        assertThat(json.at("/misses/predictions/0/answerType").textValue()).isEqualTo("WORD");
        assertThat(json.at("/misses/predictions/0/prediction").textValue()).isEqualTo("한도윤이");
    }

    @Test
    void missingPredictionsAreSaidAndCountAsZero() throws IOException {
        Path predictions = Files.writeString(folder.resolve("답.json"), "{\"가\": \"한도윤\"}");

        assertThat(run("--data", data.toString(), "--predictions", predictions.toString())).isZero();
        assertThat(err.toString()).contains("2 of 3 questions have no prediction and count as 0.");
        assertThat(out.toString()).containsPattern("all +3 +33.33 +33.33");
    }

    @Test
    void onlyTheFirstQuestionsAreAskedIfThatIsWanted() throws IOException {
        Path report = folder.resolve("결과.json");
        try (StubService service = new StubService(body -> Reply.ok(StubService.FOUND))) {
            int status = run("--data", data.toString(), "--url", service.uri() + "/", "--limit", "1", "--always-answer",
                    "--report", report.toString());

            assertThat(status).isZero();
            assertThat(service.bodies).hasSize(2).allMatch(body -> body.contains("\"noAnswer\":false"));
        }
        assertThat(err.toString()).isEmpty(); // no progress bar: this is no terminal
        assertThat(out.toString()).containsPattern("token +particle +word").containsPattern("questions/s")
                .containsPattern("all +1 +0.00 +85.71 +100.00 +100.00 +100.00 +100.00");
        assertThat(json(report).at("/model/name").textValue()).isEqualTo("시험 모델");
    }

    @Test
    void questionsThatFailAreCountedSaidAndGiveStatusOne() throws IOException {
        Path report = folder.resolve("결과.json");
        try (StubService service = new StubService(
                body -> body.contains("몇 년") ? Reply.busy("0") : Reply.ok(StubService.FOUND))) {
            int status = run("--data", data.toString(), "--url", service.uri().toString(), "--report", report.toString(),
                    "--concurrency", "2");

            assertThat(status).isEqualTo(1);
        }
        assertThat(err.toString()).contains("1 of 3 questions got no answer and count as 0: status 503 overloaded (1).");
        assertThat(out.toString()).containsPattern("all +3 +0.00 +28.57 +33.33 +33.33");
        assertThat(json(report).at("/failures/0/id").textValue()).isEqualTo("나");
        assertThat(json(report).at("/failures/0/reason").textValue()).isEqualTo("status 503 overloaded");
    }

    @Test
    void aServiceThatCannotBeReachedIsSaidBeforeAnythingIsAsked() {
        StubService service = new StubService(body -> Reply.busy("0"));
        service.close();

        assertThat(run("--data", data.toString(), "--url", service.uri().toString())).isEqualTo(1);
        assertThat(err.toString()).contains("No service answers at " + service.uri() + " (cannot be reached). Start it");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aServerThatIsNotThisServiceIsSaid() {
        try (StubService service = new StubService(body -> Reply.ok(""))) {
            assertThat(run("--data", data.toString(), "--url", service.uri() + "/other")).isEqualTo(1);
        }
        assertThat(err.toString()).contains("(status 404)");
    }

    @ParameterizedTest
    @CsvSource({
            "--concurrency=0, '--concurrency must be from 1 to 64, not 0.'",
            "--concurrency=65, '--concurrency must be from 1 to 64, not 65.'",
            "--limit=0, '--limit must be 1 or more, not 0.'",
            "--limit=다섯, '--limit'",
            "--url=localhost:8080, '--url must be like http://localhost:8080, not localhost:8080.'",
            "--url=ftp://localhost, '--url must be like http://localhost:8080, not ftp://localhost.'",
            "--report=없는폴더/결과.json, 'There is no folder for the report 없는폴더/결과.json.'",
            "--model=없음, 'There is no folder 없음.'",
            "--predictions=없음.json, 'There is no file 없음.json.'",
            "--data=없음.json, 'There is no file 없음.json.'" })
    void aWrongOptionIsNamedWithStatusTwo(String option, String sentence) {
        int status = option.startsWith("--data") ? run(option) : run("--data=" + data, option);

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void thereIsOneSourceOfPredictionsAndOneFileOfQuestions() {
        assertThat(run("--data=" + data, "--url=http://localhost:1", "--predictions=답.json")).isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("--data");
    }

    @Test
    void aBrokenFileIsNamedWithStatusTwo() throws IOException {
        Path broken = Files.write(folder.resolve("옛글.json"), QUESTIONS.getBytes(Charset.forName("MS949")));

        assertThat(run("--data", broken.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("옛글.json is not JSON in UTF-8").doesNotContain("등대");
        Path list = Files.writeString(folder.resolve("답.json"), "[\"한도윤\"]");
        assertThat(run("--data", data.toString(), "--predictions", list.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is not a prediction file");
    }

    @Test
    void figuresAreShownEvenIfTheReportCannotBeWritten() throws IOException {
        Path predictions = Files.writeString(folder.resolve("답.json"), "{\"가\": \"한도윤\"}");

        int status = run("--data", data.toString(), "--predictions", predictions.toString(), "--report", folder.toString());

        assertThat(status).isEqualTo(2);
        assertThat(out.toString()).containsPattern("all +3 +33.33");
        assertThat(err.toString()).contains("The report " + folder + " cannot be written.");
    }

    private int run(String... args) {
        String[] line = new String[args.length + 1];
        line[0] = "evaluate";
        System.arraycopy(args, 0, line, 1, args.length);
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(line);
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(file));
    }
}
