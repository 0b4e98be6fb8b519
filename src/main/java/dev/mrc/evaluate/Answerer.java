package dev.mrc.evaluate;

/** Whoever answers questions: a service, or a model in process. Called from several threads at once. */
@FunctionalInterface
public interface Answerer {
    /**
     * The best answer at each boundary.
     *
     * @throws UnansweredException if there is none for a reason that is not the model's: counted and reported
     * @throws InterruptedException if the thread is asked to stop
     */
    Predictions answer(String question, String context) throws UnansweredException, InterruptedException;
}
