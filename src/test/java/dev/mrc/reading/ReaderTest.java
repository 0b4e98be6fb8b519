package dev.mrc.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import dev.mrc.answer.Boundary;
import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.tokenize.ModelFiles;
import dev.mrc.window.SpanLimits;
import dev.mrc.window.SpanModel;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowSpans;

class ReaderTest {
    private static final String PASSAGE = "달빛다리는 은하강에 놓인 다리이다. 건축가 윤서진이 설계를 맡았다. ".repeat(60);

    /** What the model says of itself, one after the other; the last again and again. */
    private final Deque<OptionalInt> lengths = new ArrayDeque<>();
    private final List<Integer> longest = new ArrayList<>();
    private final List<Duration> patience = new ArrayList<>();

    /** Refuses windows that are longer than what it says by now, as the client does. */
    private final SpanModel model = new SpanModel() {
        @Override
        public CompletionStage<Description> describe() {
            return CompletableFuture.completedFuture(new Description("m", "1", lengths.peek()));
        }

        @Override
        public CompletionStage<List<WindowLogits>> predict(List<Window> windows) {
            throw new IllegalStateException("The reader says how long it waits");
        }

        @Override
        public CompletionStage<List<WindowLogits>> predict(List<Window> windows, Duration wait) {
            if (lengths.size() > 1) {
                lengths.remove();
            }
            patience.add(wait);
            int most = windows.stream().mapToInt(Window::length).max().orElse(0);
            longest.add(most);
            if (most > lengths.peek().orElse(Integer.MAX_VALUE)) {
                return CompletableFuture.failedFuture(new MrcException(ErrorCode.MODEL_CHANGED, "shorter now"));
            }
            return CompletableFuture.completedFuture(windows.stream()
                    .map(window -> new WindowLogits(new float[window.length()], new float[window.length()])).toList());
        }
    };

    @Test
    void windowsAreCutAnewForAVersionThatTakesShorterOnes() throws IOException {
        lengths.addAll(List.of(OptionalInt.empty(), OptionalInt.of(256)));

        Reading reading = reader().read(question(Optional.empty())).await().indefinitely();

        assertThat(longest).hasSize(2);
        assertThat(longest.get(0)).isBetween(257, 384);
        assertThat(longest.get(1)).isBetween(200, 256);
        assertThat(reading.usage().windows()).isGreaterThan(1);
    }

    @Test
    void aModelThatKeepsChangingIsUnavailable() throws IOException {
        for (int length = 384; length > 200; length -= 40) {
            lengths.add(OptionalInt.of(length));
        }
        Reader reader = reader();

        assertThatThrownBy(() -> reader.read(question(Optional.empty())).await().indefinitely())
                .isInstanceOfSatisfying(MrcException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
                    assertThat(e.facts()).containsEntry("retryAfterSeconds", 1);
                });
        assertThat(longest).hasSize(3);
    }

    @Test
    void theShorterDeadlineCountsAndWhatIsLeftOfItGoesToTheModel() throws IOException {
        lengths.add(OptionalInt.empty());
        Reader reader = reader();

        reader.read(question(Optional.of(Duration.ofMillis(900)))).await().indefinitely();
        reader.read(question(Optional.of(Duration.ofMinutes(5)))).await().indefinitely();

        assertThat(patience.get(0)).isBetween(Duration.ofMillis(1), Duration.ofMillis(900));
        assertThat(patience.get(1)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void spansThatDoNotTellTheAnswersAreFollowedByLogits() throws IOException {
        lengths.add(OptionalInt.empty());
        Reading byLogits = reader().read(question(Optional.empty())).await().indefinitely();
        int calls = longest.size();

        Reading reading = reader(new Choosing(1)).read(question(Optional.empty())).await().indefinitely();

        assertThat(longest).hasSize(calls + 1);
        assertThat(reading.answers()).isEqualTo(byLogits.answers());
    }

    @Test
    void spansThatTellTheAnswersAreEnough() throws IOException {
        lengths.add(OptionalInt.empty());

        Reading reading = reader(new Choosing(0)).read(question(Optional.empty())).await().indefinitely();

        assertThat(longest).isEmpty();
        assertThat(reading.answers().list()).singleElement()
                .satisfies(answer -> assertThat(answer.evidence().startLogit()).isEqualTo(9));
    }

    /** Chooses in each window the passage's piece of the window's number; in a window beyond so many also its first piece. */
    private final class Choosing implements SpanModel {
        private final int conflicts;

        Choosing(int conflicts) {
            this.conflicts = conflicts;
        }

        @Override
        public CompletionStage<Description> describe() {
            return CompletableFuture.completedFuture(new Description("m", "1", OptionalInt.empty(), Optional.empty(), 20));
        }

        @Override
        public CompletionStage<List<WindowLogits>> predict(List<Window> windows) {
            throw new IllegalStateException("The reader says how long it waits");
        }

        @Override
        public CompletionStage<List<WindowLogits>> predict(List<Window> windows, Duration wait) {
            return model.predict(windows, wait);
        }

        @Override
        public CompletionStage<List<WindowSpans>> spans(List<Window> windows, SpanLimits limits, Duration wait) {
            return CompletableFuture.completedFuture(windows.stream().map(window -> {
                int piece = conflicts > 0 ? 0 : window.uniqueId();
                List<WindowSpans.Span> one = List.of(new WindowSpans.Span(piece, piece, 9 - window.uniqueId(), 9));
                return new WindowSpans(one, one, -9);
            }).toList());
        }
    }

    private Reader reader() throws IOException {
        return reader(model);
    }

    private static Reader reader(SpanModel model) throws IOException {
        return LocalReader.of(ModelFiles.bundled(), encoder -> model);
    }

    private static Question question(Optional<Duration> deadline) {
        return new Question("설계를 맡은 건축가는 누구인가?", List.of(new Question.Passage(null, PASSAGE)),
                new Question.Options(1, 0, 60, true, Boundary.PARTICLE, deadline, Effort.FULL));
    }
}
