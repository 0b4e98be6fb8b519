package dev.mrc.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.CharSpan;
import dev.mrc.tokenize.Tokens;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;

/**
 * The decoder against the answers that transformers' question-answering pipeline gave for the same logits, without its word
 * alignment; see {@code model/families/README.md}.
 */
class ReferencePipelineTest {
    /** The pipeline compares shares of different windows' softmaxes; one softmax over all windows chooses otherwise here. */
    private static final String OTHERWISE_BY_DESIGN = "windows, one softmax would choose another";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Pieces(int[] ids, int[] starts, int[] ends) {
        Tokens tokens() {
            return Tokens.of(ids, starts, ends);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Part(int[] slice, float[] start, float[] end) {
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Found(@JsonProperty("start_utf16") int start, @JsonProperty("end_utf16") int end) {
        CharSpan span() {
            return new CharSpan(start, end);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Parameters(@JsonProperty("max_answer_len") int longest) {
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Asked(String name, String context, Parameters parameters, List<Found> answers,
            @JsonProperty("question_tokens") Pieces question, @JsonProperty("context_tokens") Pieces passage,
            List<Part> windows) {

        Answers decoded() {
            Tokens asked = question.tokens();
            Tokens read = passage.tokens();
            List<Window> inputs = IntStream.range(0, windows.size()).mapToObj(i -> {
                Window.Slice slice = new Window.Slice(windows.get(i).slice[0], windows.get(i).slice[1]);
                return new Window(i, 0, asked, read, slice, slice);
            }).toList();
            List<WindowLogits> logits = windows.stream().map(part -> new WindowLogits(part.start, part.end)).toList();
            return new SpanDecoder(parameters.longest).decode(inputs, logits, List.of(context),
                    new AnswerOptions(20, 0, 500, false, Boundary.TOKEN, Calibration.DEFAULT));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Asked> questions() throws IOException {
        try (InputStream file = ReferencePipelineTest.class.getResourceAsStream("/dev/mrc/model/families/bert/answers.json")) {
            return Arrays.stream(new ObjectMapper().readValue(file, Asked[].class));
        }
    }

    static Stream<Asked> questionsWithOneBest() throws IOException {
        return questions().filter(asked -> !asked.name.equals(OTHERWISE_BY_DESIGN));
    }

    @ParameterizedTest
    @MethodSource("questionsWithOneBest")
    void bestAnswerIsThePipelines(Asked asked) {
        assertThat(asked.decoded().list().get(0).raw()).isEqualTo(asked.answers.get(0).span());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void otherAnswersOfThePipelineAreOursToo(Asked asked) {
        Answers ours = asked.decoded();
        List<CharSpan> places = ours.list().stream().map(Answer::raw).toList();
        // Ours do not overlap, so the pipeline's next best may be a part of one of ours.
        assertThat(asked.answers).allSatisfy(found -> assertThat(places)
                .anySatisfy(place -> assertThat(place.start() < found.end && found.start < place.end()).isTrue()));
    }
}
