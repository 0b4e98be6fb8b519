package dev.mrc.reading;

import dev.mrc.answer.Answers;

/**
 * What came of a question.
 *
 * @param answers the answers, best first, and the null score
 * @param nullThreshold null score from which "no answer" wins
 * @param model who answered
 * @param usage what it took
 * @param timings how long each stage took
 */
public record Reading(Answers answers, double nullThreshold, ModelIdentity model, Usage usage, Timings timings) {
    /**
     * Name and version of the model that answered.
     *
     * @param name the model's name in its {@code config.json}, else the name it is served under
     * @param version the served version, a decimal number
     */
    public record ModelIdentity(String name, String version) {
    }

    /**
     * Size of the work.
     *
     * @param characters UTF-16 units of all passages
     * @param contextTokens pieces of all passages
     * @param windows model inputs that were read
     */
    public record Usage(int passages, int characters, int contextTokens, int windows) {
    }

    /** The same, given out once more: nothing but this was spent on it. */
    Reading in(Timings spent) {
        return new Reading(answers, nullThreshold, model, usage, spent);
    }

    /** Nanoseconds by stage; inference includes the wire, and {@code total} everything. */
    public record Timings(long total, long queue, long tokenize, long window, long inference, long decode) {
    }
}
