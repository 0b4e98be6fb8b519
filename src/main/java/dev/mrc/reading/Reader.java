package dev.mrc.reading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import dev.mrc.answer.AnswerOptions;
import dev.mrc.answer.Answers;
import dev.mrc.answer.SpanDecoder;
import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.reading.Question.Passage;
import dev.mrc.reading.Reading.ModelIdentity;
import dev.mrc.reading.Reading.Timings;
import dev.mrc.reading.Reading.Usage;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.tokenize.Tokens;
import dev.mrc.window.SpanLimits;
import dev.mrc.window.SpanModel;
import dev.mrc.window.Window;
import dev.mrc.window.WindowLogits;
import dev.mrc.window.WindowRanking;
import dev.mrc.window.WindowSplitter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The use case: a question and passages in, answers out. Never blocks: long texts are worked on by a worker thread. */
@Singleton
public class Reader {
    /** How often one request is prepared anew because another version of the model takes other windows. */
    private static final int MODEL_CHANGES = 2;
    /** Windows between two signs of progress. */
    private static final int STEP = 8;
    /** However short a text is, so many of its windows are read. */
    private static final int LEAST_RANKED = 2;

    private final Tokenizer tokenizer;
    private final TokenCache passages;
    private final SharedReadings shared;
    private final SpanModel model;
    private final ModelDescription description;
    private final VocabularyCheck vocabulary;
    private final ReadingConfig config;
    private final QuestionMetrics metrics;

    Reader(Tokenizer tokenizer, SpanModel model, ModelDescription description, VocabularyCheck vocabulary, ReadingConfig config,
            QuestionMetrics metrics) {
        this.tokenizer = tokenizer;
        this.model = model;
        this.description = description;
        this.vocabulary = vocabulary;
        this.config = config;
        this.metrics = metrics;
        this.passages = new TokenCache(tokenizer, config.passageCacheTokens(), metrics);
        this.shared = new SharedReadings(config.answerCacheSize(), metrics);
    }

    /**
     * Reads.
     *
     * @return the reading; fails with {@link MrcException}: CONTEXT_TOO_LARGE before the model is asked when the passages take
     *         more windows than allowed, QUESTION_TOO_LONG when the question leaves no room for text, and whatever the model
     *         fails with
     */
    public Uni<Reading> read(Question question) {
        return inTime(question, describe().chain(served -> shared.read(
                SharedReadings.key(question, served.version(), question.patience(config.deadline()).toString()),
                () -> read(question, Progress.NONE))));
    }

    private Uni<Reading> inTime(Question question, Uni<Reading> reading) {
        Duration deadline = question.patience(config.deadline());
        return reading.ifNoItem().after(deadline).failWith(() -> late(deadline)).onItem().invoke(metrics::read);
    }

    private Uni<SpanModel.Description> describe() {
        return Uni.createFrom().completionStage(model::describe);
    }

    /** The same, telling of each step of a long text. What is read is the same; it takes longer, as a step follows a step. */
    public Uni<Reading> readBySteps(Question question, Progress progress) {
        return inTime(question, read(question, progress));
    }

    private Uni<Reading> read(Question question, Progress progress) {
        long began = System.nanoTime();
        boolean brief = question.characters() <= config.eventLoopChars();
        long end = began + question.patience(config.deadline()).toNanos();
        return describe().onItem()
                .transformToUni(served -> onThread(brief, () -> prepare(question, served, began)))
                .onItem().transformToUni(prepared -> predict(prepared, brief, end, progress))
                .onFailure(Reader::modelChanged).retry().atMost(MODEL_CHANGES)
                .onFailure(Reader::modelChanged).transform(Reader::betweenVersions);
    }

    /** Who answers here; fails with MODEL_UNAVAILABLE while no version is loaded. */
    public Uni<ModelCard> model() {
        return describe().map(served -> {
            ModelIdentity identity = description.identity(served);
            return new ModelCard(identity.name(), identity.version(), description.language(), windowTokens(served),
                    description.calibrated(), description.license(), tokenizer.vocabulary().sha256());
        });
    }

    private static MrcException late(Duration deadline) {
        return new MrcException(ErrorCode.INFERENCE_TIMEOUT, "no answer within " + deadline);
    }

    private static boolean modelChanged(Throwable failure) {
        return failure instanceof MrcException named && named.code() == ErrorCode.MODEL_CHANGED;
    }

    private static MrcException betweenVersions(Throwable changed) {
        return new MrcException(ErrorCode.MODEL_UNAVAILABLE, "the model's version keeps changing",
                Map.of("retryAfterSeconds", 1),
                changed);
    }

    private Prepared prepare(Question question, SpanModel.Description served, long began) {
        vocabulary.compare(served);
        long started = System.nanoTime();
        Tokens asked = tokenizer.tokenize(question.text());
        List<Tokens> passages = question.passages().stream().map(Passage::text).map(this.passages::tokens).toList();
        long tokenized = System.nanoTime();
        WindowSplitter splitter = splitter(served, asked);
        Effort effort = question.options().effort();
        int count = read(splitter.count(asked, passages), effort);
        if (count > config.maxWindows()) {
            throw new MrcException(ErrorCode.CONTEXT_TOO_LARGE, "needs " + count + " windows",
                    Map.of("limit", config.maxWindows(), "actual", count, "unit", "windows"));
        }
        List<Window> all = splitter.split(asked, passages);
        List<Window> windows = WindowRanking.best(all, read(all.size(), effort));
        return new Prepared(question, served, windows, new SpanDecoder(splitter.overlapTokens()),
                passages.stream().mapToInt(Tokens::size).sum(), new Clock(began, started, tokenized, System.nanoTime()));
    }

    /** How many of so many windows the model reads. */
    private int read(int windows, Effort effort) {
        return effort == Effort.FULL ? windows
                : Math.min(windows, (int) Math.max(LEAST_RANKED, Math.floor(windows * config.rankedShare())));
    }

    /** A long question leaves less room for text; then windows share less, but still half of what they show. */
    private WindowSplitter splitter(SpanModel.Description served, Tokens asked) {
        int length = windowTokens(served);
        int room = length - ReadingConfig.SPECIAL_TOKENS - asked.size();
        if (room < ReadingConfig.LEAST_SLICE) {
            throw new MrcException(ErrorCode.QUESTION_TOO_LONG, "question of " + asked.size() + " pieces",
                    Map.of("limit", length - ReadingConfig.SPECIAL_TOKENS - ReadingConfig.LEAST_SLICE, "actual", asked.size(),
                            "unit", "tokens"));
        }
        return new WindowSplitter(length, Math.min(config.overlapTokens(), room / 2));
    }

    /** The shortest of what is configured, what the model was trained for and what its signature takes. */
    private int windowTokens(SpanModel.Description served) {
        int length = Math.min(config.windowTokens(), served.fixedLength().orElse(Integer.MAX_VALUE));
        return description.maxTokens() > 0 ? Math.min(length, description.maxTokens()) : length;
    }

    private Uni<Reading> predict(Prepared prepared, boolean brief, long end, Progress progress) {
        if (progress == Progress.NONE && prepared.served.spans() >= SpanDecoder.CANDIDATES) {
            return predictSpans(prepared, brief, end);
        }
        Uni<List<WindowLogits>> logits = progress == Progress.NONE ? predict(prepared.windows, end)
                : predictByStep(prepared, end, progress);
        return decoded(prepared, logits, brief);
    }

    private Uni<Reading> decoded(Prepared prepared, Uni<List<WindowLogits>> logits, boolean brief) {
        return logits.onItem().transformToUni(all -> {
            long predicted = System.nanoTime();
            return onThread(brief, () -> decode(prepared, all, predicted));
        });
    }

    /** By the few spans a model chooses itself; where they do not tell the answers, by all logits after all. */
    private Uni<Reading> predictSpans(Prepared prepared, boolean brief, long end) {
        SpanLimits limits = prepared.decoder.limits(options(prepared));
        return Uni.createFrom().completionStage(() -> model.spans(prepared.windows, limits, left(end)))
                .onItem().transformToUni(spans -> {
                    long predicted = System.nanoTime();
                    return onThread(brief, () -> prepared.decoder
                            .decodeSpans(prepared.windows, spans, texts(prepared), options(prepared))
                            .map(answers -> reading(prepared, answers, predicted)));
                }).onItem().transformToUni(found -> found.isPresent() ? Uni.createFrom().item(found.get())
                        : decoded(prepared, predict(prepared.windows, end), brief));
    }

    private Uni<List<WindowLogits>> predict(List<Window> windows, long end) {
        return Uni.createFrom().completionStage(() -> model.predict(windows, left(end)));
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private Uni<List<WindowLogits>> predictByStep(Prepared prepared, long end, Progress progress) {
        int total = prepared.windows.size();
        List<WindowLogits> logits = new ArrayList<>(total);
        return Multi.createFrom().range(0, (total + STEP - 1) / STEP).onItem()
                .transformToUniAndConcatenate(
                        step -> predict(prepared.windows.subList(step * STEP, Math.min(total, (step + 1) * STEP)), end))
                .onItem().invoke(some -> {
                    logits.addAll(some);
                    progress.step(logits.size(), total, () -> decode(prepared.upTo(logits.size()), logits, System.nanoTime()));
                }).onItem().ignoreAsUni().map(done -> logits);
    }

    private Reading decode(Prepared prepared, List<WindowLogits> logits, long predicted) {
        return reading(prepared, prepared.decoder.decode(prepared.windows, logits, texts(prepared), options(prepared)),
                predicted);
    }

    private static List<String> texts(Prepared prepared) {
        return prepared.question.passages().stream().map(Passage::text).toList();
    }

    private AnswerOptions options(Prepared prepared) {
        Question.Options wishes = prepared.question.options();
        return new AnswerOptions(wishes.topK(), wishes.minScore(), wishes.maxAnswerChars(), wishes.noAnswer(),
                wishes.boundary(), description.calibration());
    }

    private Reading reading(Prepared prepared, Answers answers, long predicted) {
        Usage usage = new Usage(prepared.question.passages().size(), prepared.question.characters(), prepared.contextTokens,
                prepared.windows.size());
        return new Reading(answers, description.calibration().nullThreshold(), description.identity(prepared.served), usage,
                prepared.clock.stop(predicted));
    }

    private static <T> Uni<T> onThread(boolean brief, Supplier<T> work) {
        Uni<T> item = Uni.createFrom().item(work);
        return brief ? item : item.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** A request on its way to the model. */
    private record Prepared(Question question, SpanModel.Description served, List<Window> windows, SpanDecoder decoder,
            int contextTokens, Clock clock) {
        Prepared upTo(int count) {
            return new Prepared(question, served, windows.subList(0, count), decoder, contextTokens, clock);
        }
    }

    /** Marks of {@link System#nanoTime()}. */
    private record Clock(long began, long started, long tokenized, long split) {
        Timings stop(long predicted) {
            long now = System.nanoTime();
            return new Timings(now - began, started - began, tokenized - started, split - tokenized, predicted - split,
                    now - predicted);
        }
    }
}
