package dev.mrc.answer;

import java.util.List;

/**
 * The answers to one question.
 *
 * @param list best first, then by passage and start; no two overlap; empty when "no answer" won or nothing was good enough
 * @param nullScore share of the softmax that fell to "no answer"; with the scores of {@code list} it adds up to 1 at most
 */
public record Answers(List<Answer> list, double nullScore) {
    public Answers {
        list = List.copyOf(list);
    }

    public boolean answered() {
        return !list.isEmpty();
    }
}
