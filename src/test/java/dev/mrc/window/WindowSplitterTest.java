package dev.mrc.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.mrc.tokenize.Tokens;

class WindowSplitterTest {
    private static final Tokens QUESTION = tokens(16);

    private final WindowSplitter splitter = new WindowSplitter(384, 128);

    @Test
    void shortPassageIsOneWindowThatOwnsItAll() {
        assertThat(splitter.split(QUESTION, List.of(tokens(365)))).singleElement().satisfies(window -> {
            assertThat(window.slice()).isEqualTo(new Window.Slice(0, 365)).isEqualTo(window.owned());
            assertThat(window.length()).isEqualTo(384);
            assertThat(window.contextOffset()).isEqualTo(18);
        });
    }

    @Test
    void oneMorePieceMakesTwoWindowsThatShareTheOverlapAndNothingMore() {
        List<Window> windows = splitter.split(QUESTION, List.of(tokens(366)));

        assertThat(windows).extracting(Window::slice).containsExactly(new Window.Slice(0, 247), new Window.Slice(119, 366));
        assertThat(windows).extracting(Window::owned).containsExactly(new Window.Slice(0, 183), new Window.Slice(183, 366));
    }

    @Test
    void passageWithoutPiecesHasNoWindow() {
        assertThat(splitter.split(QUESTION, List.of(tokens(0)))).isEmpty();
        assertThat(splitter.split(QUESTION, List.of())).isEmpty();
        assertThat(splitter.count(QUESTION, List.of(tokens(0)))).isZero();
    }

    @Test
    void windowsAreNumberedThroughAllPassages() {
        List<Window> windows = splitter.split(QUESTION, List.of(tokens(10), tokens(0), tokens(700), tokens(1)));

        assertThat(windows).extracting(Window::uniqueId).containsExactly(0, 1, 2, 3, 4);
        assertThat(windows).extracting(Window::passage).containsExactly(0, 2, 2, 2, 3);
    }

    @Test
    void longPageIsCountedWithoutMakingWindows() {
        List<Tokens> page = List.of(tokens(22_000));

        assertThat(splitter.count(QUESTION, page)).isEqualTo(93).isEqualTo(splitter.split(QUESTION, page).size());
    }

    @Test
    void questionIsNeverCut() {
        assertThat(splitter.maxQuestionTokens()).isEqualTo(252);
        assertThat(splitter.split(tokens(252), List.of(tokens(140)))).hasSize(12);
        assertThatIllegalArgumentException().isThrownBy(() -> splitter.split(tokens(253), List.of(tokens(5))))
                .withMessage("The question has 253 tokens, but windows of 384 that overlap by 128 leave room for 252; "
                        + "ask a shorter question");
        assertThatIllegalArgumentException().isThrownBy(() -> splitter.count(tokens(253), List.of()));
    }

    @Test
    void windowsThatCouldNotMoveOnAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WindowSplitter(128, 128));
        assertThatIllegalArgumentException().isThrownBy(() -> new WindowSplitter(384, 0));
    }

    @Test
    void windowsOfAnySizeCoverEveryPieceWithTheLeastNumber() {
        Random random = new Random(20261123);
        for (int round = 0; round < 3_000; round++) {
            int overlap = 1 + random.nextInt(40);
            int question = 1 + random.nextInt(20);
            int room = overlap + 1 + random.nextInt(60);
            int size = 1 + random.nextInt(400);

            List<Window> windows = new WindowSplitter(question + room + 3, overlap).split(tokens(question),
                    List.of(tokens(size)));

            int least = size <= room ? 1 : (int) Math.ceil((size - room) / (double) (room - overlap)) + 1;
            assertThat(windows).hasSize(least);
            assertCovered(windows, size, overlap, room);
            assertOwnedOnceWithMostContext(windows, size);
        }
    }

    private static void assertCovered(List<Window> windows, int size, int overlap, int room) {
        assertThat(windows.get(0).slice().first()).isZero();
        assertThat(windows.get(windows.size() - 1).slice().end()).isEqualTo(size);
        for (int i = 0; i < windows.size(); i++) {
            Window.Slice slice = windows.get(i).slice();
            assertThat(slice.size()).isLessThanOrEqualTo(room).isEqualTo(windows.get(0).slice().size());
            if (i > 0) {
                Window.Slice previous = windows.get(i - 1).slice();
                assertThat(previous.end() - slice.first()).isGreaterThanOrEqualTo(overlap);
                assertThat(slice.first()).isGreaterThan(previous.first());
            }
        }
    }

    private static void assertOwnedOnceWithMostContext(List<Window> windows, int size) {
        int[] owners = new int[size];
        for (Window window : windows) {
            for (int piece = window.owned().first(); piece < window.owned().end(); piece++) {
                owners[piece]++;
                int here = context(window, piece, piece);
                int at = piece;
                assertThat(windows).allSatisfy(other -> assertThat(context(other, at, at)).isLessThanOrEqualTo(here));
            }
        }
        assertThat(Arrays.stream(owners)).allMatch(count -> count == 1);
    }

    @Test
    void everySpanNoLongerThanTheOverlapHasMostContextWhereItsMiddleIsOwned() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int overlap = 1 + random.nextInt(12);
            int room = overlap + 1 + random.nextInt(15);
            int size = 1 + random.nextInt(90);
            List<Window> windows = new WindowSplitter(room + 4, overlap).split(tokens(1), List.of(tokens(size)));
            for (int first = 0; first < size; first++) {
                for (int last = first; last < Math.min(size, first + overlap); last++) {
                    int middle = (first + last) / 2;
                    List<Integer> contexts = new ArrayList<>();
                    int owner = -1;
                    for (Window window : windows) {
                        contexts.add(context(window, first, last));
                        owner = window.owned().first() <= middle && middle < window.owned().end() ? window.uniqueId() : owner;
                    }
                    assertThat(contexts.get(owner)).isNotNegative()
                            .isEqualTo(contexts.stream().max(Integer::compare).orElseThrow());
                }
            }
        }
    }

    /** Pieces beside the span on its poorer side; negative if the window does not show it whole. */
    private static int context(Window window, int first, int last) {
        return Math.min(first - window.slice().first(), window.slice().end() - 1 - last);
    }

    static Tokens tokens(int size) {
        int[] ids = new int[size];
        int[] starts = new int[size];
        int[] ends = new int[size];
        for (int i = 0; i < size; i++) {
            ids[i] = 5 + i * 37 % 31_000;
            starts[i] = 2 * i;
            ends[i] = 2 * i + 2;
        }
        return Tokens.of(ids, starts, ends);
    }
}
