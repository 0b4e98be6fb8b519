package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class EngineCommandTest {
    @ParameterizedTest
    @CsvSource({ "--rest_api_enable_cors_support, true", "--rest_api_enable_cors_support=true, true",
            "--rest_api_enable_cors_support=false, false", "--rest_api_port=1, false" })
    void booleanFlagsAreWrittenAsForTensorFlowServing(String flag, boolean value) {
        assertThat(parse(flag).commandSpec().findOption("--rest_api_enable_cors_support").<Boolean> getValue())
                .isEqualTo(value);
    }

    @Test
    void modelMayTakeHalfAMinute() {
        assertThat(parse().commandSpec().findOption("--rest_api_timeout_in_ms").<Long> getValue()).isEqualTo(30_000);
    }

    @Test
    void brokenMonitoringFileIsNamedBeforeAnythingStarts(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("monitoring.config"), "prometheus_config {\n  enabled: true\n}\n");
        StringWriter errors = new StringWriter();

        int status = new CommandLine(new EngineCommand()).setErr(new PrintWriter(errors, true))
                .execute("--monitoring_config_file=" + file);

        assertThat(status).isEqualTo(2);
        assertThat(errors.toString()).contains(file.toString(),
                "line 2, column 3: unknown field 'enabled'");
    }

    private static ParseResult parse(String... flags) {
        return new CommandLine(new EngineCommand()).parseArgs(flags);
    }
}
