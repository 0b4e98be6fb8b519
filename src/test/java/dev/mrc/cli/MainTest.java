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
    @ValueSource(strings = { "--help", "serve --help", "engine --help", "ask --help", "evaluate --help" })
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

    private int run(String... args) {
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }
}
