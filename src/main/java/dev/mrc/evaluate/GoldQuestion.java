package dev.mrc.evaluate;

import java.util.List;

/**
 * A question whose answer is known.
 *
 * @param id of the question in its file
 * @param text the question
 * @param context the passage to read
 * @param golds every answer that counts as right; empty where the passage holds none (SQuAD 2.0)
 */
public record GoldQuestion(String id, String text, String context, List<String> golds) {
    public GoldQuestion {
        golds = List.copyOf(golds);
    }

    public boolean answerable() {
        return !golds.isEmpty();
    }

    /** By the question's last question word. */
    public QuestionType type() {
        return QuestionType.of(text);
    }

    /** By the form of its first gold. */
    public AnswerType answerType() {
        return AnswerType.of(this);
    }
}
