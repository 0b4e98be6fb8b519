package dev.mrc.serving.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers tasks of many callers into batches, and gives these to a few threads that all queues share, queue by queue in turn. A
 * batch starts when it is full, when its first task has waited long enough, or when the next one has begun to fill.
 *
 * @see <a href=
 *      "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/kernels/batching_util/shared_batch_scheduler.h">the
 *      model of it</a>
 */
final class BatchScheduler implements AutoCloseable {
    private final BatchingSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Queues with something in them; the next to be served first. */
    private final Deque<Queue> busy = new ArrayDeque<>();
    private final ExecutorService threads;

    BatchScheduler(BatchingSettings settings) {
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(settings.threads(), task -> {
            Thread thread = new Thread(task, "engine-batch-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < settings.threads(); i++) {
            threads.execute(this::work);
        }
    }

    /** A share of a batch. */
    interface Task {
        /** At most {@link BatchingSettings#splitAt()}. */
        int rows();
    }

    /** Runs a batch; called by one of the threads. */
    interface Run {
        void run(List<Task> tasks);
    }

    /** Batches of one kind; each but the last is closed. Guarded by the scheduler's lock. */
    static final class Queue {
        private final Run run;
        private final Deque<Batch> batches = new ArrayDeque<>();

        Queue(Run run) {
            this.run = run;
        }
    }

    private static final class Batch {
        private final List<Task> tasks = new ArrayList<>();
        private final long opened = System.nanoTime();
        private int rows;
    }

    BatchingSettings settings() {
        return settings;
    }

    /** @throws StatusException if the queue is full */
    void submit(Queue queue, Task task) {
        lock.lock();
        try {
            Batch last = queue.batches.peekLast();
            if (last == null || last.rows + task.rows() > settings.splitAt()) {
                if (queue.batches.size() >= settings.maxEnqueuedBatches()) {
                    throw new StatusException(Code.UNAVAILABLE,
                            "The batch scheduling queue to which this task was submitted is full; it holds %d batches"
                                    .formatted(queue.batches.size()));
                }
                if (last == null) {
                    busy.add(queue);
                }
                last = new Batch();
                queue.batches.add(last);
            }
            last.tasks.add(task);
            last.rows += task.rows();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** One batch; then this thread comes again, also if a bug ended it. */
    private void work() {
        boolean again = true;
        try {
            lock.lockInterruptibly();
            Queue queue;
            Batch batch;
            try {
                queue = next();
                batch = queue.batches.remove();
                busy.remove(queue);
                if (!queue.batches.isEmpty()) {
                    busy.add(queue);
                    changed.signal();
                }
            } finally {
                lock.unlock();
            }
            queue.run.run(batch.tasks);
        } catch (InterruptedException e) {
            again = false;
            Thread.currentThread().interrupt();
        } finally {
            if (again && !threads.isShutdown()) {
                threads.execute(this::work);
            }
        }
    }

    /** Waits for a queue whose first batch may start. */
    private Queue next() throws InterruptedException {
        while (true) {
            long wait = Long.MAX_VALUE;
            for (Queue queue : busy) {
                Batch first = queue.batches.peek();
                long left = first.opened + TimeUnit.MICROSECONDS.toNanos(settings.timeoutMicros()) - System.nanoTime();
                if (queue.batches.size() > 1 || first.rows >= settings.splitAt() || left <= 0) {
                    return queue;
                }
                wait = Math.min(wait, left);
            }
            if (wait == Long.MAX_VALUE) {
                changed.await();
            } else {
                changed.awaitNanos(wait);
            }
        }
    }

    /** Ends the threads; what still waits is never run. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
