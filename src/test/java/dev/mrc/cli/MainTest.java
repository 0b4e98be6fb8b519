package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says before anything is started. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "--help", "serve --help", "engine --help", "ask --help", "export --help", "show --help",
            "predict --help", "evaluate --help" })
    void everyCommandExplainsItself(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(out.toString()).contains("Usage:");
    }

    @Test
    void anUnknownCommandIsAUsageError() {
        assertThat(run("serv")).isEqualTo(2);
        assertThat(err.toString()).contains("serv");
    }

    @Test
    void askNeedsAFileThatIsThere() {
        assertThat(run("ask", "--context", folder.resolve("없음.txt").toString(), "어디인가요?")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file");
    }

    @Test
    void askRefusesTextThatIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("옛글.txt"), "수도는 서울이다.".getBytes(Charset.forName("MS949")));

        assertThat(run("ask", "--context", file.toString(), "어디인가요?")).isEqualTo(2);
        assertThat(err.toString()).contains("is not UTF-8");
    }

    @Test
    void askChecksItsNumbers() throws IOException {
        Path file = Files.writeString(folder.resolve("글.txt"), "수도는 서울이다.");

        assertThat(run("ask", "--top", "21", "--context", file.toString(), "어디인가요?")).isEqualTo(2);
        assertThat(err.toString()).contains("--top must be from 1 to 20");
    }

    @Test
    void engineNeedsAFolderThatIsThere() {
        assertThat(run("engine", "--model_base_path", folder.resolve("없음").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no folder");
    }

    @ParameterizedTest
    @ValueSource(strings = { "serve", "engine" })
    void aModelComesFromOnePlace(String command) {
        assertThat(run(command, "--model", folder.toString(), "--model_base_path", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("not both");
    }

    @ParameterizedTest
    @ValueSource(strings = { "export --model 없음 --out out | There is no folder 없음.",
            "export --model . --out out --version 0 | --version must be 1 or more, not 0.",
            "export --model . --out out --fixed-length 4 | --fixed-length must be from 8 to 4096, not 4.",
            "export --model . --out out --precision int8 | --precision must be fp32, fp16 or bf16, not int8.",
            "export --model src --out out | src has neither config.json",
            "show --dir src | There is no saved_model.pb in src, nor in a numbered folder below it.",
            "predict --dir src --question 누구? --context README.ko.md | src has neither config.json",
            "predict --question 누구? --context 없음 | There is no file 없음." })
    void whatCannotBeUsedIsSaidInOneSentence(String row) {
        String[] parts = row.split(" \\| ");

        assertThat(run(parts[0].split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(parts[1]).doesNotContain("\tat ");
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidInOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("파일"), "폴더가 아니다");

        assertThat(run("export", "--model", "model", "--out", file.resolve("out").toString())).isEqualTo(1);
        assertThat(err.toString()).contains(file.toString()).doesNotContain("\tat ");
    }

    private int run(String... args) {
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }
}
