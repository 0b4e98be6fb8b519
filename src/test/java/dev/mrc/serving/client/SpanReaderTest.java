package dev.mrc.serving.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.mrc.error.MrcException;
import dev.mrc.window.Window;
import dev.mrc.window.WindowSpans;
import dev.mrc.window.WindowSpans.Span;

class SpanReaderTest {
    private static final Window WINDOW = SomeWindows.of(1, 12).get(0);
    private static final int AT = WINDOW.contextOffset();

    @Test
    void positionsOfTheInputBecomePiecesOfThePassage() {
        WindowSpans spans = read("""
                {"predictions": [{"null_logits": [1.5, -4.0], "unique_ids": 0, "span_first": [%d, -1, %d, -1],
                 "span_last": [%d, -1, %d, -1], "span_start_logits": [7.25, 1.5, 7.25, 1.5],
                 "span_end_logits": [6.5, -4.0, 6.5, -4.0]}]}""".formatted(AT, AT, AT + 1, AT + 1));

        int first = WINDOW.slice().first();
        assertThat(spans.best()).containsExactly(new Span(first, first + 1, 7.25f, 6.5f));
        assertThat(spans.apart()).isEqualTo(spans.best());
        assertThat(spans.nullLogit()).isEqualTo(-2.5f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[2],[2],[1],[1],[0,0] | span_first, which does not fit",
            "[2,2],[2],[1,1],[1,1],[0,0] | span_last, which does not fit",
            "[2,2],[2,2],[1,1],[1,1],[0] | null_logits, which does not fit",
            "[0,0],[2,2],[1,1],[1,1],[0,0] | has a span that lies outside it",
            "[4,4],[3,3],[1,1],[1,1],[0,0] | has a span that lies outside it",
            "[4,4],[400,400],[1,1],[1,1],[0,0] | has a span that lies outside it",
            "[4,4],[4,4],[NaN,1],[1,1],[0,0] | span_start_logits that are not finite",
            "7,[4,4],[1,1],[1,1],[0,0] | span_first of prediction 0 are not a list" })
    void whatDoesNotFitTheWindowIsSaidAndNotQuoted(String lists, String complaint) {
        String[] names = { "span_first", "span_last", "span_start_logits", "span_end_logits", "null_logits" };
        StringBuilder json = new StringBuilder();
        String[] values = split(lists);
        for (int i = 0; i < names.length; i++) {
            json.append(i > 0 ? "," : "").append('"').append(names[i]).append("\":").append(values[i]);
        }

        assertThatThrownBy(() -> read("{\"predictions\":[{" + json + "}]}")).isInstanceOf(MrcException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void anOutputThatIsMissingIsNamed() {
        assertThatThrownBy(() -> read("{\"predictions\":[{\"span_first\":[]}]}")).isInstanceOf(MrcException.class)
                .hasMessageContaining("lacks span_last");
    }

    private static String[] split(String lists) {
        return lists.replace("],[", "] [").replace("7,[", "7 [").split(" ");
    }

    private static WindowSpans read(String json) {
        return new PredictionReader(List.of(WINDOW)).read(json.getBytes(StandardCharsets.UTF_8), new SpanReader()).get(0);
    }
}
