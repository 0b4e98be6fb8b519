package dev.mrc.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The project's own question set as its files have it; {@code -Dquestions=FOLDER} reads another one. */
record OwnQuestions(List<Passage> passages) {
    static final Path FOLDER = Path.of(System.getProperty("questions", "model/questions"));
    static final List<String> SPLITS = List.of("train", "dev", "test");
    /** Read once: every test looks at all of it. */
    static final OwnQuestions ALL = read();

    /** @param split where it belongs: train, dev or test */
    record Passage(String split, String title, String context, List<Asked> questions) {
        int characters() {
            return context.codePointCount(0, context.length());
        }
    }

    record Asked(String id, String question, @JsonProperty("is_impossible") boolean impossible, List<Gold> answers) {
    }

    /** @param start in code points of the passage, as Python counts */
    record Gold(String text, @JsonProperty("answer_start") int start) {
    }

    /** A question with the passage it is about. */
    record Pair(Passage passage, Asked asked) {
    }

    private record SquadFile(String version, List<Article> data) {
    }

    private record Article(String title, String domain, List<Paragraph> paragraphs) {
    }

    private record Paragraph(String context, List<Asked> qas) {
    }

    List<Passage> of(String split) {
        return passages.stream().filter(passage -> passage.split.equals(split)).toList();
    }

    List<Pair> questions() {
        return passages.stream().flatMap(passage -> passage.questions.stream().map(asked -> new Pair(passage, asked))).toList();
    }

    private static OwnQuestions read() {
        List<Passage> passages = new ArrayList<>();
        for (String split : SPLITS) {
            for (Article article : read(FOLDER.resolve(split + ".json")).data) {
                article.paragraphs.forEach(paragraph -> passages
                        .add(new Passage(split, article.title, paragraph.context, paragraph.qas)));
            }
        }
        return new OwnQuestions(passages);
    }

    private static SquadFile read(Path file) {
        try {
            return new ObjectMapper().readValue(file.toFile(), SquadFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
