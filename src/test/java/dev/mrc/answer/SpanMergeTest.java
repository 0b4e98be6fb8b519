package dev.mrc.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowSpans;

/** Against {@link SpanSearch}, which sees all logits; a model that chooses spans is played by a search in each window alone. */
class SpanMergeTest {
    private static final int MAX_TOKENS = 12;

    @Test
    void theSameSpansComeOutInTheSameOrderWhereverTheMergeDoesNotRefuse() {
        Random random = new Random(7);
        int merged = 0;
        for (int round = 0; round < 400; round++) {
            List<Window> windows = RandomWindows.of(random, round, MAX_TOKENS);
            List<WindowLogits> logits = RandomWindows.logits(windows, random, round % 3 == 0);
            int maxChars = 1 + random.nextInt(30);
            SpanSearch all = new SpanSearch(windows, logits, MAX_TOKENS, maxChars);
            SpanMerge merge = new SpanMerge(windows, chosen(windows, logits, maxChars));

            assertThat(merge.best(20)).isEqualTo(all.best(20));
            Optional<List<Candidate>> apart = merge.apart(20);
            List<Candidate> expected = all.takeApart(20);
            if (apart.isPresent()) {
                assertThat(apart.get()).isEqualTo(expected);
                merged++;
            }
        }
        assertThat(merged).as("rounds out of 400 that needed no logits").isGreaterThan(100);
    }

    @Test
    void aSpanThatAnotherWindowsSpanStandsOnIsNotPassedOver() {
        List<Window> windows = RandomWindows.of(new Random(1), 0, MAX_TOKENS);
        Window window = windows.get(0);
        int piece = window.slice().first();
        WindowSpans.Span span = new WindowSpans.Span(piece, piece, 5, 5);
        WindowSpans same = new WindowSpans(List.of(span), List.of(span), 0);

        assertThat(new SpanMerge(List.of(window, window), List.of(same, same)).apart(20)).isEmpty();
        assertThat(new SpanMerge(List.of(window, window), List.of(same, same)).apart(1)).isPresent();
    }

    @Test
    void noAnswerIsWorthWhatTheLeastSureWindowSays() {
        Window window = RandomWindows.of(new Random(1), 0, MAX_TOKENS).get(0);
        WindowSpans sure = new WindowSpans(List.of(), List.of(), 9);
        WindowSpans unsure = new WindowSpans(List.of(), List.of(), -2);

        assertThat(new SpanMerge(List.of(window, window), List.of(sure, unsure)).nullLogit()).isEqualTo(-2);
    }

    private static List<WindowSpans> chosen(List<Window> windows, List<WindowLogits> logits, int maxChars) {
        List<WindowSpans> chosen = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            SpanSearch search = new SpanSearch(List.of(windows.get(i)), List.of(logits.get(i)), MAX_TOKENS, maxChars);
            List<WindowSpans.Span> best = spans(search.best(20));
            chosen.add(new WindowSpans(best, spans(search.takeApart(20)), 0));
        }
        return chosen;
    }

    private static List<WindowSpans.Span> spans(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> new WindowSpans.Span(candidate.first(), candidate.last(),
                candidate.startLogit(), candidate.endLogit())).toList();
    }
}
