package dev.mrc.api;

import java.util.ArrayList;
import java.util.List;

import dev.mrc.answer.Answer;
import dev.mrc.answer.Answers;
import dev.mrc.answer.Offsets;
import dev.mrc.answer.Snippet;
import dev.mrc.api.AnswerResponse.Explanation;
import dev.mrc.api.AnswerResponse.Found;
import dev.mrc.api.AnswerResponse.Place;
import dev.mrc.api.AnswerResponse.Words;
import dev.mrc.reading.Question.Passage;
import dev.mrc.reading.Reading;

/** Writes a reading as the reply to its request, in the caller's offset unit. */
final class AnswerWriter {
    private final AnswerRequest.Options options;
    private final List<Passage> passages;
    private final Reading reading;
    private final RequestTrace trace;
    private final AnswerResponse.Timings timings;

    AnswerWriter(AnswerRequest.Options options, List<Passage> passages, Reading reading, RequestTrace trace) {
        this.options = options;
        this.passages = passages;
        this.reading = reading;
        this.trace = trace;
        this.timings = timings(reading.timings());
    }

    AnswerResponse response() {
        Answers answers = reading.answers();
        Reading.Usage usage = reading.usage();
        return new AnswerResponse(trace.requestId(),
                new AnswerResponse.Model(reading.model().name(), reading.model().version()),
                RequestJson.nameOf(options.offsetUnit()), answers.answered(), found(answers),
                new AnswerResponse.NoAnswer(answers.nullScore(), reading.nullThreshold()),
                new AnswerResponse.Usage(usage.passages(), usage.characters(), usage.contextTokens(), usage.windows(), false),
                timings);
    }

    /** Value of the standard header: milliseconds by stage. */
    String serverTiming() {
        return "total;dur=" + timings.totalMs() + ", queue;dur=" + timings.queueMs() + ", tokenize;dur=" + timings.tokenizeMs()
                + ", inference;dur=" + timings.inferenceMs() + ", decode;dur=" + timings.decodeMs();
    }

    private List<Found> found(Answers answers) {
        Offsets[] offsets = new Offsets[passages.size()]; // made for the passages that hold an answer only
        List<Found> found = new ArrayList<>(answers.list().size());
        for (Answer answer : answers.list()) {
            Passage passage = passages.get(answer.passage());
            if (offsets[answer.passage()] == null) {
                offsets[answer.passage()] = options.offsetUnit().in(passage.text());
            }
            found.add(found(found.size() + 1, answer, passage, offsets[answer.passage()]));
        }
        return found;
    }

    private Found found(int rank, Answer answer, Passage passage, Offsets offsets) {
        String text = passage.text();
        List<Place> occurrences = answer.occurrences().stream()
                .map(place -> new Place(offsets.of(place.start()), offsets.of(place.end()))).toList();
        return new Found(rank,
                new Words(answer.span().in(text), offsets.of(answer.span().start()), offsets.of(answer.span().end())),
                answer.score(), passage.id(),
                new Words(answer.raw().in(text), offsets.of(answer.raw().start()), offsets.of(answer.raw().end())), occurrences,
                options.snippetChars() == 0 ? null : snippet(text, answer, offsets),
                options.explain() ? explanation(text, answer) : null);
    }

    private AnswerResponse.Snippet snippet(String text, Answer answer, Offsets offsets) {
        Snippet snippet = Snippet.around(text, answer.span(), options.snippetChars());
        Offsets inside = options.offsetUnit().in(snippet.text());
        return new AnswerResponse.Snippet(snippet.text(), offsets.of(snippet.start()), inside.of(snippet.answerStart()),
                inside.of(snippet.answerEnd()));
    }

    private static Explanation explanation(String text, Answer answer) {
        return new Explanation(answer.evidence().startLogit(), answer.evidence().endLogit(), answer.evidence().window(),
                answer.evidence().pieces().first(), answer.evidence().pieces().end() - 1,
                answer.evidence().trimmed().in(text));
    }

    private static AnswerResponse.Timings timings(Reading.Timings spent) {
        return new AnswerResponse.Timings(millis(spent.total()), millis(spent.queue()),
                millis(spent.tokenize() + spent.window()),
                millis(spent.inference()), millis(spent.decode()));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 10_000.0) / 100.0;
    }
}
