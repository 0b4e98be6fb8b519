package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only shows in a process of its own: threads that are not there yet, and those that would stay. */
class EvaluateProcessTest {
    private static final String QUESTIONS = """
            {"data": [{"paragraphs": [{"context": "등대는 1963년에 섰다. 첫 등대지기 한도윤이 31년 동안 지켰다.", "qas": [
              {"id": "가", "question": "등대는 언제 섰나?", "answers": [{"text": "1963년", "answer_start": 4}]},
              {"id": "나", "question": "첫 등대지기는 누구인가?", "answers": [{"text": "한도윤", "answer_start": 22}]},
              {"id": "다", "question": "등대를 몇 년 동안 지켰나?", "answers": [{"text": "31년", "answer_start": 27}]}]}]}]}""";

    @TempDir
    private Path folder;

    @Test
    void aModelInProcessIsAskedByManyThreadsAtOnceAndThenTheProcessEnds() throws IOException, InterruptedException {
        Path data = Files.writeString(folder.resolve("questions.json"), QUESTIONS);
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"),
                "-Dmrc.engine.cache-directory=" + folder.resolve("cache"), Main.class.getName(), "evaluate",
                "--data", data.toString(), "--model", "model", "--concurrency", "8"))
                .redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends within a minute").isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(Files.readString(out)).contains("questions/s").containsPattern("all +3 +[1-9]");
        } finally {
            process.destroyForcibly();
        }
    }
}
