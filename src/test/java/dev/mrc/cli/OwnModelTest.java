package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** From a model's folder to an answer, by commands alone. The model is the demo model, as anybody's own would be. */
class OwnModelTest {
    private static final String TEXT = "가온시립도서관은 1998년 3월 2일에 문을 열었다. 설계는 건축가 윤서진이 맡았고, 2015년에 새로 지은 어린이관은 "
            + "매주 월요일에 쉰다. 👩‍👩‍👧 가족실은 토요일에만 연다.";

    @TempDir
    private Path folder;
    private Path text;
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        text = Files.writeString(folder.resolve("글.txt"), TEXT);
    }

    @Test
    void anExportAnswersAsTheCheckpointDoes() throws IOException {
        assertThat(run("export", "--model", "model", "--out", folder.resolve("out").toString())).isZero();
        assertThat(out.toString()).contains("Exported to " + folder.resolve("out/1"));

        JsonNode own = predict("--dir", folder.resolve("out").toString());
        JsonNode ofVersion = predict("--dir", folder.resolve("out/1").toString());
        JsonNode demo = predict();

        assertThat(own).isEqualTo(ofVersion).isEqualTo(demo);
        JsonNode best = own.path("answers").path(0);
        assertThat(TEXT.substring(best.path("start").asInt(), best.path("end").asInt()))
                .isEqualTo(best.path("answer").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = { "fp16", "bf16" })
    void halfPrecisionFindsTheSamePlace(String precision) throws IOException {
        assertThat(run("export", "--model", "model", "--out", folder.resolve("out").toString(), "--precision", precision))
                .isZero();

        assertThat(predict("--dir", folder.resolve("out").toString()).path("answers").path(0).path("answer"))
                .isEqualTo(predict().path("answers").path(0).path("answer"));
    }

    @Test
    void anExportOfOneLengthAnswersAsOneOfAnyLength() throws IOException {
        assertThat(run("export", "--model", "model", "--out", folder.resolve("out").toString(), "--fixed-length", "384"))
                .isZero();

        assertThat(predict("--dir", folder.resolve("out").toString()).path("answers").path(0).path("answer"))
                .isEqualTo(predict().path("answers").path(0).path("answer"));
        assertThat(run("show", "--dir", folder.resolve("out").toString())).isZero();
        assertThat(out.toString()).contains("shape: (-1, 384)").contains("name: input_example_tensor:0");
    }

    private JsonNode predict(String... options) throws IOException {
        String[] args = new String[options.length + 7];
        System.arraycopy(new String[] { "predict", "--question", "도서관을 설계한 사람은 누구인가?", "--context", text.toString(),
                "--top", "3" }, 0, args, 0, 7);
        System.arraycopy(options, 0, args, 7, options.length);
        out.getBuffer().setLength(0);
        assertThat(run(args)).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private int run(String... args) {
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(System.err)).execute(args);
    }
}
