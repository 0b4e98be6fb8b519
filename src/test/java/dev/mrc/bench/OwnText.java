package dev.mrc.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Korean text to measure with, written for this project: the passages and questions of {@code model/questions}. */
final class OwnText {
    private static final Path FILE = Path.of("model/questions/train.json");

    /** A passage and a question about it. */
    record Asked(String question, String context) {
    }

    private OwnText() {
    }

    /** Questions beside passages of about the shape of KorQuAD's: 540 characters on average. */
    static List<Asked> questions(int count) throws IOException {
        List<Asked> asked = new ArrayList<>();
        for (JsonNode article : new ObjectMapper().readTree(FILE.toFile()).get("data")) {
            for (JsonNode paragraph : article.get("paragraphs")) {
                String context = paragraph.get("context").asText();
                if (context.length() > 470) {
                    for (JsonNode question : paragraph.get("qas")) {
                        asked.add(new Asked(question.get("question").asText(), context));
                    }
                }
            }
        }
        List<Asked> spread = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            spread.add(asked.get((int) ((long) i * asked.size() / count)));
        }
        return spread;
    }

    /** Distinct passages of that shape. */
    static List<String> passages() throws IOException {
        return questions(4_000).stream().map(Asked::context).distinct().toList();
    }

    /** One text of exactly so many characters, passage after passage. */
    static String longText(int characters) throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> passages = passages();
        for (int i = 0; text.length() < characters; i++) {
            text.append(passages.get(i % passages.size())).append('\n');
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end);
    }
}
