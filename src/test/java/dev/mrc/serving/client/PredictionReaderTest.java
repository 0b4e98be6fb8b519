package dev.mrc.serving.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.window.WindowLogits;

class PredictionReaderTest {
    private static final String EIGHT = "[1,2,3,4,5,6,7,8]";

    private static List<WindowLogits> read(String json, int windows) {
        return new PredictionReader(SomeWindows.of(windows, 8)).read(json.getBytes(StandardCharsets.UTF_8), new LogitReader(8));
    }

    @Test
    void keysStandInAnyOrderAndUnknownOnesAreSkipped() {
        List<WindowLogits> logits = read("""
                {"note": {"predictions": [{}]},
                 "predictions": [
                   {"unique_ids": 0, "pooled": [[1.5, "]}"]], "end_logits": [8,7,6,5,4,3,2,1.5],
                    "start_logits": [-1.25,2,3,4,5,6,7,8]},
                   {"start_logits": [0,0,0,0,0,0,0,9e-01,0], "end_logits": [0,0,0,0,0,0,0,0,0.5], "unique_ids": [1]}
                 ]
                }
                """, 2);

        assertThat(logits).hasSize(2);
        assertThat(logits.get(0).start()).containsExactly(-1.25f, 2, 3, 4, 5, 6, 7, 8);
        assertThat(logits.get(0).end()).containsExactly(8, 7, 6, 5, 4, 3, 2, 1.5f);
        assertThat(logits.get(1).start()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0.9f, 0);
    }

    @Test
    void uniqueIdsMayBeMissing() {
        assertThat(read("{\"predictions\":[{\"start_logits\":" + EIGHT + ",\"end_logits\":" + EIGHT + "}]}", 1)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "{\"predictions\":[]}|0 predictions for 1",
            "{\"predictions\":[P,P]}|more predictions than the 1",
            "{\"outputs\":[P]}|no predictions",
            "{\"error\":\"서울\"}|no predictions",
            "{}|no predictions",
            "{\"predictions\":[P]} x|behind its end",
            "{\"predictions\":[[1,2]]}|not objects",
            "{\"predictions\":[{\"start_logits\":E}]}|lacks end_logits",
            "{\"predictions\":[{\"end_logits\":E}]}|lacks start_logits",
            "{\"predictions\":[{\"start_logits\":E,\"end_logits\":[1]}]}|8 start logits and 1 end logits",
            "{\"predictions\":[{\"start_logits\":[1,2],\"end_logits\":[1,2]}]}|2 logits for a window of 8",
            "{\"predictions\":[{\"start_logits\":null,\"end_logits\":E}]}|not a list",
            "{\"predictions\":[{\"start_logits\":[NaN,2,3,4,5,6,7,8],\"end_logits\":E}]}|not finite",
            "{\"predictions\":[{\"start_logits\":E,\"end_logits\":[1,2,3,4,5,6,7,-Infinity]}]}|not finite",
            "{\"predictions\":[{\"start_logits\":E,\"end_logits\":[1,2,3,4,5,6,7,1e39]}]}|not finite",
            "{\"predictions\":[{\"unique_ids\":3,\"start_logits\":E,\"end_logits\":E}]}|of window 3 instead of 0",
            "{\"predictions\":[{\"start_logits\":[\"서울\"],\"end_logits\":E}]}|no JSON at byte",
            "{\"predictions\":[P|no JSON at byte",
            "}{|no JSON at byte",
            "<html>서울</html>|no JSON at byte" })
    void nonsenseIsNamedAndNeverQuoted(String json, String why) {
        String prediction = "{\"start_logits\":E,\"end_logits\":E}";
        String full = json.replace("P", prediction).replace("E", EIGHT);

        assertThatThrownBy(() -> read(full, 1)).isInstanceOfSatisfying(MrcException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_ERROR);
            assertThat(failure).hasMessageContaining(why).hasMessageNotContaining("서울");
        });
    }
}
