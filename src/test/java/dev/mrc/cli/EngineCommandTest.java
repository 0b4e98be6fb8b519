package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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

    private static ParseResult parse(String... flags) {
        return new CommandLine(new EngineCommand()).parseArgs(flags);
    }
}
