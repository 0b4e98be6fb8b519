package dev.mrc.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.mrc.answer.Answers;
import dev.mrc.answer.Boundary;
import dev.mrc.reading.Question.Options;
import dev.mrc.reading.Question.Passage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

class SharedReadingsTest {
    private static final Reading READING = new Reading(new Answers(List.of(), 1), 0.5, new Reading.ModelIdentity("m", "1"),
            new Reading.Usage(1, 1, 1, 1), new Reading.Timings(9, 9, 9, 9, 9, 9));
    private static final TextDigest KEY = key("누가 왔나?", "어제 이수민이 왔다.", Options.DEFAULT);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final CompletableFuture<Reading> model = new CompletableFuture<>();

    @Test
    void aHundredEqualQuestionsAreReadOnce() {
        SharedReadings shared = new SharedReadings(0, new QuestionMetrics(meters));
        List<Reading> got = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            shared.read(KEY, this::reading).subscribe().with(got::add);
        }

        model.complete(READING);

        assertThat(begun).hasValue(1);
        assertThat(got).hasSize(100).containsOnly(READING);
        assertThat(meters.get("mrc.questions.shared").counter().count()).isEqualTo(99);
    }

    @Test
    void nothingIsKeptUnlessThatIsSwitchedOn() {
        model.complete(READING);
        SharedReadings shared = new SharedReadings(0, new QuestionMetrics(meters));
        SharedReadings keeping = new SharedReadings(10, new QuestionMetrics(new SimpleMeterRegistry()));
        for (int i = 0; i < 3; i++) {
            shared.read(KEY, this::reading).await().indefinitely();
        }
        assertThat(begun).hasValue(3);

        for (int i = 0; i < 3; i++) {
            assertThat(keeping.read(KEY, this::reading).await().indefinitely().answers()).isEqualTo(READING.answers());
        }

        assertThat(begun).hasValue(4);
    }

    @Test
    void whoHangsUpDoesNotSpoilItForTheOthersAndTheLastEndsTheReading() {
        SharedReadings shared = new SharedReadings(0, new QuestionMetrics(meters));
        List<Reading> got = new ArrayList<>();
        Cancellable first = shared.read(KEY, this::reading).subscribe().with(got::add);
        Cancellable second = shared.read(KEY, this::reading).subscribe().with(got::add);

        first.cancel();
        assertThat(cancelled).hasValue(0);
        second.cancel();

        assertThat(cancelled).hasValue(1);
        shared.read(KEY, this::reading).subscribe().with(got::add);
        assertThat(begun).as("a later one begins anew").hasValue(2);
    }

    @Test
    void aFailureReachesAllAndIsNotKept() {
        SharedReadings keeping = new SharedReadings(10, new QuestionMetrics(meters));
        List<Throwable> failures = new ArrayList<>();
        keeping.read(KEY, this::reading).subscribe().with(none -> {
        }, failures::add);
        keeping.read(KEY, this::reading).subscribe().with(none -> {
        }, failures::add);

        model.completeExceptionally(new IllegalStateException("broken"));

        assertThat(failures).hasSize(2);
        assertThatThrownBy(() -> keeping.read(KEY, this::reading).await().indefinitely()).hasMessage("broken");
        assertThat(begun).hasValue(2);
    }

    @Test
    void anyDifferenceMakesAnotherKey() {
        assertThat(List.of(KEY, key("누가 왔나", "어제 이수민이 왔다.", Options.DEFAULT),
                key("누가 왔나?", "어제 이수민이 왔다. ", Options.DEFAULT),
                key("누가 왔나?어제", " 이수민이 왔다.", Options.DEFAULT),
                key("누가 왔나?", "어제 이수민이 왔다.", new Options(2, 0, 60, true, Boundary.PARTICLE)),
                key("누가 왔나?", "어제 이수민이 왔다.", new Options(1, 0, 60, true, Boundary.WORD)),
                key("\uD800", "?", Options.DEFAULT), key("?", "\uD800", Options.DEFAULT),
                SharedReadings.key(question("누가 왔나?", "어제 이수민이 왔다.", Options.DEFAULT), "2", "PT10S")))
                .doesNotHaveDuplicates();
    }

    private Uni<Reading> reading() {
        begun.incrementAndGet();
        return Uni.createFrom().completionStage(model.copy()).onCancellation().invoke(cancelled::incrementAndGet);
    }

    private static TextDigest key(String question, String passage, Options options) {
        return SharedReadings.key(question(question, passage, options), "1", "PT10S");
    }

    private static Question question(String question, String passage, Options options) {
        return new Question(question, List.of(new Passage(null, passage)), options);
    }
}
