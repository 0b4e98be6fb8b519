package dev.mrc.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.mrc.tokenize.CharSpan;
import dev.mrc.window.Window;

/**
 * Turns candidates, offered best first, into answers that do not overlap. The same words elsewhere in the passage make no
 * answer of their own but an occurrence of the better one; scores are never added. Not thread-safe.
 */
final class AnswerList {
    private record Entry(Candidate candidate, CharSpan raw, CharSpan span, double score) {
        int passage() {
            return candidate.window().passage();
        }
    }

    private final List<String> passages;
    private final AnswerOptions options;
    private final List<Entry> entries = new ArrayList<>(SpanDecoder.CANDIDATES);

    AnswerList(List<String> passages, AnswerOptions options) {
        this.passages = passages;
        this.options = options;
    }

    void add(Candidate candidate, double score) {
        if (score < options.minScore() || isFull() && score < entries.get(entries.size() - 1).score()) {
            return;
        }
        int passage = candidate.window().passage();
        String text = passages.get(passage);
        CharSpan raw = Clusters.around(text, candidate.span());
        CharSpan span = bounded(text, raw);
        if (span.length() > options.maxAnswerChars()) {
            return;
        }
        for (Entry better : entries) {
            if (better.passage() == passage && (better.span().overlaps(span) || sameWords(text, better.span(), span))) {
                return;
            }
        }
        entries.add(new Entry(candidate, raw, span, score));
    }

    private boolean isFull() {
        return entries.size() >= options.topK();
    }

    /** The answers the options let through, best first, then by passage and start. */
    List<Answer> best() {
        return entries.stream()
                .sorted(Comparator.comparingDouble(Entry::score).reversed().thenComparingInt(Entry::passage)
                        .thenComparingInt(entry -> entry.span().start()))
                .limit(options.topK()).map(this::answer).toList();
    }

    private CharSpan bounded(String text, CharSpan raw) {
        return switch (options.boundary()) {
            case PARTICLE -> ParticleTrimmer.trim(text, raw);
            case TOKEN -> raw;
            case WORD -> {
                CharSpan word = Words.around(text, raw);
                yield word.length() > options.maxAnswerChars() ? raw : word;
            }
        };
    }

    private static boolean sameWords(String text, CharSpan one, CharSpan other) {
        return one.length() == other.length() && text.regionMatches(one.start(), text, other.start(), one.length());
    }

    private Answer answer(Entry entry) {
        Candidate candidate = entry.candidate();
        CharSpan trimmed = new CharSpan(Math.min(entry.span().end(), entry.raw().end()), entry.raw().end());
        Evidence evidence = new Evidence(candidate.window().uniqueId(),
                new Window.Slice(candidate.first(), candidate.last() + 1),
                candidate.startLogit(), candidate.endLogit(), trimmed);
        List<CharSpan> occurrences = Occurrences.of(passages.get(entry.passage()), entry.span());
        return new Answer(entry.passage(), entry.span(), entry.score(), entry.raw(), occurrences, evidence);
    }
}
