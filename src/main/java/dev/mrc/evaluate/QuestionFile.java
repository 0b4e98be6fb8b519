package dev.mrc.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reader of question files: KorQuAD 1.0 and SQuAD 1.1 ({@code data[].paragraphs[].{context, qas[].{id, question,
 * answers[].text}}}), SQuAD 2.0 ({@code is_impossible}) and KLUE-MRC ({@code guid} for {@code id}).
 */
public final class QuestionFile {
    private final Path file;
    private final List<GoldQuestion> questions = new ArrayList<>();

    private QuestionFile(Path file) {
        this.file = file;
    }

    /**
     * All questions, in the file's order. A question that is marked {@code is_impossible} or whose list of answers is empty has
     * no gold.
     *
     * @throws UnusableFileException if there is no such file, or it is not of this form, or it has no question
     */
    public static List<GoldQuestion> read(Path file) {
        QuestionFile reader = new QuestionFile(file);
        reader.articles(JsonFile.read(file));
        if (reader.questions.isEmpty()) {
            throw new UnusableFileException(file + " has no question.");
        }
        return List.copyOf(reader.questions);
    }

    private void articles(JsonNode root) {
        JsonNode articles = list(root, "data", "the file");
        for (int i = 0; i < articles.size(); i++) {
            String at = "data[%d]".formatted(i);
            JsonNode paragraphs = list(articles.get(i), "paragraphs", at);
            for (int j = 0; j < paragraphs.size(); j++) {
                paragraph(paragraphs.get(j), "%s.paragraphs[%d]".formatted(at, j));
            }
        }
    }

    private void paragraph(JsonNode paragraph, String at) {
        String context = text(paragraph, "context", at);
        JsonNode asked = list(paragraph, "qas", at);
        for (int i = 0; i < asked.size(); i++) {
            String here = "%s.qas[%d]".formatted(at, i);
            JsonNode question = asked.get(i);
            String id = text(question, question.has("guid") && !question.has("id") ? "guid" : "id", here);
            questions.add(new GoldQuestion(id, text(question, "question", here), context, golds(question, here)));
        }
    }

    private List<String> golds(JsonNode question, String at) {
        if (question.path("is_impossible").asBoolean()) {
            return List.of();
        }
        JsonNode answers = list(question, "answers", at);
        List<String> golds = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            golds.add(text(answers.get(i), "text", "%s.answers[%d]".formatted(at, i)));
        }
        return golds;
    }

    private JsonNode list(JsonNode node, String name, String at) {
        JsonNode list = node.path(name);
        if (!list.isArray()) {
            throw wrong(at, "list", name);
        }
        return list;
    }

    private String text(JsonNode node, String name, String at) {
        JsonNode text = node.path(name);
        if (!text.isTextual()) {
            throw wrong(at, "text", name);
        }
        return text.textValue();
    }

    private UnusableFileException wrong(String at, String kind, String name) {
        return new UnusableFileException(
                "%s is not a KorQuAD 1.0 or SQuAD file: %s has no %s \"%s\".".formatted(file, at, kind, name));
    }
}
