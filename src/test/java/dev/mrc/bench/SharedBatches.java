package dev.mrc.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A device that computes one batch after the other: what comes in meanwhile makes the next batch, 32 rows at most. */
final class SharedBatches {
    static final int MOST_ROWS = 32;

    private record Waiting(int rows, Runnable done) {
    }

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "device");
        thread.setDaemon(true);
        return thread;
    });
    private long fixedMicros;
    private long rowMicros;
    private boolean busy;

    /** A batch takes {@code fixed} and {@code row} for each row, in microseconds; nothing at all with two zeros. */
    synchronized void set(long fixed, long row) {
        fixedMicros = fixed;
        rowMicros = row;
    }

    /** Runs {@code done} when the rows are computed. */
    void run(int rows, Runnable done) {
        synchronized (this) {
            if (fixedMicros + rowMicros > 0) {
                queue.add(new Waiting(rows, done));
                if (!busy) {
                    busy = true;
                    clock.execute(this::next);
                }
                return;
            }
        }
        done.run();
    }

    private void next() {
        List<Waiting> batch = new ArrayList<>();
        long micros;
        synchronized (this) {
            int rows = 0;
            while (!queue.isEmpty() && (batch.isEmpty() || rows + queue.peek().rows <= MOST_ROWS)) {
                rows += queue.peek().rows;
                batch.add(queue.remove());
            }
            busy = !batch.isEmpty();
            micros = fixedMicros + rows * rowMicros;
        }
        if (!batch.isEmpty()) {
            clock.schedule(() -> {
                batch.forEach(waiting -> waiting.done.run());
                next();
            }, micros, TimeUnit.MICROSECONDS);
        }
    }
}
