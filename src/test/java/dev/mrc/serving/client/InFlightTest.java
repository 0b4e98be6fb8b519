package dev.mrc.serving.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight(64, 64);
    private final List<Part> started = new ArrayList<>();

    private final class Part implements InFlight.Part {
        private final int windows;
        private boolean wanted = true;

        Part(int windows) {
            this.windows = windows;
        }

        @Override
        public int windows() {
            return windows;
        }

        @Override
        public boolean wanted() {
            return wanted;
        }

        @Override
        public void start() {
            started.add(this);
        }
    }

    private List<Part> parts(int... windows) {
        List<Part> parts = new ArrayList<>();
        for (int count : windows) {
            parts.add(new Part(count));
        }
        return parts;
    }

    @Test
    void partsWaitForRoomAndGoInOrder() {
        List<Part> parts = parts(32, 32, 32, 6);
        assertThat(inFlight.enter(parts, Long.MAX_VALUE)).isTrue();
        assertThat(started).containsExactlyElementsOf(parts.subList(0, 2));
        assertThat(inFlight.waiting()).isEqualTo(38);

        inFlight.leave(parts.get(1), true);

        assertThat(started).containsExactlyElementsOf(parts.subList(0, 3));
        inFlight.leave(parts.get(0), true);
        inFlight.leave(parts.get(2), true);
        inFlight.leave(parts.get(3), true);
        assertThat(started).containsExactlyElementsOf(parts);
        assertThat(inFlight.running()).isZero();
        assertThat(inFlight.waiting()).isZero();
    }

    @Test
    void whatWouldOverfillTheQueueIsRefusedWhole() {
        assertThat(inFlight.enter(parts(32, 32, 32), Long.MAX_VALUE)).isTrue();
        assertThat(inFlight.enter(parts(32, 1), Long.MAX_VALUE)).isFalse();
        assertThat(inFlight.enter(parts(32), Long.MAX_VALUE)).isTrue();
        assertThat(inFlight.waiting()).isEqualTo(64);
    }

    @Test
    void anEmptyPlaceTakesEvenARequestThatIsOverBothBounds() {
        List<Part> parts = parts(32, 32, 32, 32, 32, 32);
        assertThat(inFlight.enter(parts, Long.MAX_VALUE)).isTrue();
        for (int i = 0; i < parts.size(); i++) {
            inFlight.leave(parts.get(i), true);
        }
        assertThat(started).hasSize(6);
        assertThat(inFlight.running()).isZero();
    }

    @Test
    void whatNobodyWantsLeavesTheQueueAndMakesRoom() {
        List<Part> first = parts(32, 32);
        List<Part> given = parts(32, 32);
        inFlight.enter(first, Long.MAX_VALUE);
        inFlight.enter(given, Long.MAX_VALUE);
        given.forEach(part -> part.wanted = false);

        inFlight.forgetUnwanted();

        assertThat(inFlight.waiting()).isZero();
        assertThat(inFlight.enter(parts(32, 32), Long.MAX_VALUE)).isTrue();
        inFlight.leave(first.get(0), true);
        assertThat(started).doesNotContainAnyElementsOf(given).hasSize(3);
    }
}
