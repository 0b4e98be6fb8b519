package dev.mrc.serving.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import dev.mrc.serving.ModelMetadata;
import dev.mrc.serving.ModelMetadata.Dim;
import dev.mrc.serving.ModelMetadata.Shape;
import dev.mrc.serving.ModelMetadata.Signature;
import dev.mrc.serving.ModelMetadata.TensorInfo;
import dev.mrc.window.SpanModel.Description;

/** What the server's metadata says of the model, asked for once and again after {@link #forget}. */
@ApplicationScoped
class ServedModel {
    private static final List<String> LOGITS = List.of("start_logits", "end_logits");

    private static final String USUAL = "serving_default";

    private static final Pattern VOCABULARY = Pattern.compile("vocabulary_sha256_([0-9a-f]{64})/");

    private final ServingTarget target;
    private final ServingConfig config;
    private final ServingMetrics metrics;
    private final AtomicReference<CompletableFuture<Description>> known = new AtomicReference<>();

    ServedModel(ServingTarget target, ServingConfig config, ServingMetrics metrics) {
        this.target = target;
        this.config = config;
        this.metrics = metrics;
    }

    /** Callers at the same time share one call; a failure is told to them and then forgotten. */
    CompletableFuture<Description> current() {
        CompletableFuture<Description> now = known.get();
        if (now != null) {
            return now;
        }
        CompletableFuture<Description> mine = new CompletableFuture<>();
        CompletableFuture<Description> winner = known.compareAndExchange(null, mine);
        if (winner != null) {
            return winner;
        }
        target.metadata().ifNoItem().after(config.timeout()).fail()
                .map(this::describe)
                .subscribe().with(mine::complete, failure -> {
                    known.compareAndSet(mine, null);
                    mine.completeExceptionally(ServingFailure.named(failure));
                });
        return mine;
    }

    /** Another version may answer from now on. */
    void forget() {
        CompletableFuture<Description> now = known.get();
        if (now != null && now.isDone()) {
            known.compareAndSet(now, null);
        }
    }

    private Description describe(ModelMetadata answer) {
        if (answer.modelSpec() == null || answer.metadata() == null || answer.metadata().signatureDef() == null) {
            throw wrong("is not a model's metadata");
        }
        Map<String, Signature> signatures = answer.metadata().signatureDef().signatures();
        Signature signature = signatures == null ? null : signatures.get(config.signature());
        if (signature == null || signature.inputs() == null || signature.outputs() == null) {
            throw wrong("has no signature '%s'; set mrc.serving.signature".formatted(config.signature()));
        }
        TensorInfo examples = signature.inputs().get("examples");
        if (examples == null || !"DT_STRING".equals(examples.dtype())) {
            throw wrong("has no input 'examples' of type DT_STRING");
        }
        OptionalInt start = length(signature.outputs(), LOGITS.get(0));
        if (!start.equals(length(signature.outputs(), LOGITS.get(1)))) {
            throw wrong("has start_logits and end_logits of different length");
        }
        Description description = new Description(config.model(), answer.modelSpec().version(), start,
                vocabulary(signature.outputs().get("unique_ids")),
                spans(signatures));
        metrics.serves(description);
        return description;
    }

    /** Our exporter writes the hash into the tensor's name; other servables say nothing. */
    private static Optional<String> vocabulary(TensorInfo ids) {
        Matcher name = VOCABULARY.matcher(ids == null || ids.name() == null ? "" : ids.name());
        return name.lookingAt() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** Half of what a window gets of the signature that our exports add; 0 where there is none, or another of that name. */
    private int spans(Map<String, Signature> signatures) {
        Signature signature = signatures.get(CallForm.Spans.SIGNATURE);
        if (!config.answerSpans() || !config.signature().equals(USUAL) || signature == null || signature.inputs() == null
                || !signature.inputs().containsKey("examples") || signature.outputs() == null
                || !signature.outputs().keySet().containsAll(SpanReader.NAMES)) {
            return 0;
        }
        Shape shape = signature.outputs().get(SpanReader.NAMES.get(0)).shape();
        if (shape == null || shape.dim() == null || shape.dim().size() != 2 || !shape.dim().get(1).size().matches("\\d{1,4}")) {
            return 0;
        }
        return Integer.parseInt(shape.dim().get(1).size()) / 2;
    }

    private static OptionalInt length(Map<String, TensorInfo> outputs, String alias) {
        TensorInfo output = outputs.get(alias);
        if (output == null) {
            throw wrong("has no output '%s'".formatted(alias));
        }
        Shape shape = output.shape();
        if (shape == null || shape.unknownRank() || shape.dim() == null) {
            return OptionalInt.empty();
        }
        List<Dim> dims = shape.dim();
        if (dims.size() != 2) {
            throw wrong("gives '%s' with %d dimensions instead of 2".formatted(alias, dims.size()));
        }
        try {
            int size = Integer.parseInt(dims.get(1).size());
            return size < 0 ? OptionalInt.empty() : OptionalInt.of(size);
        } catch (NumberFormatException e) {
            throw wrong("gives '%s' a dimension that is no number".formatted(alias));
        }
    }

    private static MrcException wrong(String what) {
        return new MrcException(ErrorCode.MODEL_ERROR, "The model server's metadata " + what);
    }
}
