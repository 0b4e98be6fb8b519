package dev.mrc.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * All questions asked.
 *
 * @param replies in the order of the questions
 * @param took from the first question to the last reply
 */
public record Interview(List<Reply> replies, Duration took) {
    public Interview {
        replies = List.copyOf(replies);
    }

    /**
     * What came of one question.
     *
     * @param predictions null if there are none
     * @param failure the reason why, else null
     */
    public record Reply(GoldQuestion question, Predictions predictions, String failure) {
        public boolean failed() {
            return failure != null;
        }
    }

    /**
     * Asks every question once; none is dropped: one that fails has a reply that says so.
     *
     * @param concurrency questions asked at once
     * @param progress is told of each reply as it comes, from several threads
     */
    public static Interview hold(List<GoldQuestion> questions, Answerer answerer, int concurrency, Consumer<Reply> progress)
            throws InterruptedException {
        List<Callable<Reply>> tasks = questions.stream().<Callable<Reply>> map(question -> () -> {
            Reply reply = ask(question, answerer);
            progress.accept(reply);
            return reply;
        }).toList();
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        long began = System.nanoTime();
        try {
            List<Future<Reply>> asked = threads.invokeAll(tasks);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            List<Reply> replies = new ArrayList<>(asked.size());
            for (Future<Reply> reply : asked) {
                replies.add(reply.get());
            }
            return new Interview(replies, took);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An answerer failed in a way it does not name. This is a bug.", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Reply ask(GoldQuestion question, Answerer answerer) throws InterruptedException {
        try {
            return new Reply(question, answerer.answer(question.text(), question.context()), null);
        } catch (UnansweredException e) {
            return new Reply(question, null, e.getMessage());
        }
    }

    /** Reasons of failures and how often each. */
    public Map<String, Integer> failures() {
        Map<String, Integer> failures = new TreeMap<>();
        replies.stream().filter(Reply::failed).forEach(reply -> failures.merge(reply.failure(), 1, Integer::sum));
        return failures;
    }

    public double questionsPerSecond() {
        return replies.stream().filter(reply -> !reply.failed()).count() / (took.toNanos() / 1e9);
    }

    /** The scores at one boundary; a question that failed counts as 0. */
    public Evaluation evaluation(Predictions.Boundary boundary) {
        return new Evaluation(replies.stream().map(reply -> Outcome.of(reply.question(),
                reply.failed() ? null : boundary.of().apply(reply.predictions()))).toList());
    }
}
