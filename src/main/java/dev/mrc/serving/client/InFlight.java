package dev.mrc.serving.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Bounds what the model server gets at once, in windows. What is over the bound waits its turn in a queue that is bounded too,
 * first come, first served. A request enters whole or not at all and its parts never wait for each other, so nothing can
 * deadlock. Thread-safe; parts start outside the lock.
 */
final class InFlight {
    /** Weight of one window's time against all before. */
    private static final double SMOOTHING = 0.02;

    private final int limit;
    private final int waitingLimit;
    private final Deque<Part> queue = new ArrayDeque<>();
    private int running;
    private int waiting;
    /** What a window takes while the server is busy, smoothed; 0 until the first was computed. */
    private double nanosPerWindow;
    /** Since when the present windows are computed: the last that was, or the first after a pause. */
    private long busySince;

    InFlight(int limit, int waitingLimit) {
        this.limit = limit;
        this.waitingLimit = waitingLimit;
    }

    /** A share of a request that is computed in one call. */
    interface Part {
        /** At most the limit. */
        int windows();

        /** False once nobody waits for the result any more. */
        boolean wanted();

        /** Starts the call; {@link InFlight#leave} is owed when it has ended. */
        void start();
    }

    /**
     * Takes a request in.
     *
     * @param patience for how long its result is of use, in nanoseconds
     * @return false, with nothing done, if too much waits already, or its turn would come too late; a request that finds the
     *         place empty always enters
     */
    boolean enter(List<? extends Part> parts, long patience) {
        List<Part> ready;
        synchronized (this) {
            int windows = parts.stream().mapToInt(Part::windows).sum();
            int ahead = running + waiting;
            if (ahead > 0 && (ahead + windows > limit + waitingLimit || (ahead + windows) * nanosPerWindow > patience)) {
                return false;
            }
            if (ahead == 0) {
                busySince = System.nanoTime();
            }
            queue.addAll(parts);
            waiting += windows;
            ready = ready();
        }
        ready.forEach(Part::start);
        return true;
    }

    /**
     * Gives back the room of a part whose call has ended.
     *
     * @param computed whether the server did its work: only that tells how fast it is
     */
    void leave(Part part, boolean computed) {
        List<Part> ready;
        synchronized (this) {
            running -= part.windows();
            long now = System.nanoTime();
            if (computed) {
                double each = (double) (now - busySince) / part.windows();
                double weight = nanosPerWindow == 0 ? 1 : 1 - Math.pow(1 - SMOOTHING, part.windows());
                nanosPerWindow += weight * (each - nanosPerWindow);
            }
            busySince = now;
            ready = ready();
        }
        ready.forEach(Part::start);
    }

    /** How long so many windows will take, in nanoseconds; 0 while nothing is known. */
    synchronized long expected(int windows) {
        return (long) (windows * nanosPerWindow);
    }

    /** How long what is here now will take, in nanoseconds; 0 while nothing is known. */
    synchronized long backlog() {
        return expected(running + waiting);
    }

    /** Takes out of the queue what is not wanted any more. */
    void forgetUnwanted() {
        List<Part> ready;
        synchronized (this) {
            queue.removeIf(part -> {
                if (!part.wanted()) {
                    waiting -= part.windows();
                }
                return !part.wanted();
            });
            ready = ready();
        }
        ready.forEach(Part::start);
    }

    synchronized int running() {
        return running;
    }

    synchronized int waiting() {
        return waiting;
    }

    private List<Part> ready() {
        List<Part> ready = new ArrayList<>();
        while (!queue.isEmpty() && running + queue.peek().windows() <= limit) {
            Part next = queue.remove();
            running += next.windows();
            waiting -= next.windows();
            ready.add(next);
        }
        return ready;
    }
}
