package dev.mrc.serving.engine;

import java.time.Duration;
import java.util.List;

import org.tensorflow.types.family.TType;

/** The REST surface without HTTP: a parsed target and a body in, an answer out. Blocks while the model runs. */
final class RestApi {
    private final ModelStore models;
    private final ModelRunner runner;
    private final Duration timeout;
    private final EngineMetrics metrics;

    /** @param timeout how long the model may run for one request; 0 = no limit */
    RestApi(ModelStore models, ModelRunner runner, Duration timeout, EngineMetrics metrics) {
        this.models = models;
        this.runner = runner;
        this.timeout = timeout;
        this.metrics = metrics;
    }

    /** @param body empty if there was none */
    Answer answer(Target target, byte[] body) {
        if (target instanceof Target.Undecodable) {
            count(target, Code.INVALID_ARGUMENT);
            return Answer.empty(400, Answer.JSON);
        }
        long start = System.nanoTime();
        try {
            Answer answer = reply(target, body);
            metrics.answered(label(target), target instanceof Target.Inference inference ? inference.verb().text : "",
                    System.nanoTime() - start);
            return answer;
        } catch (StatusException e) {
            count(target, e.code());
            return Answer.error(e);
        }
    }

    /** Counts a request that failed. {@link #answer} does so itself. */
    void count(Target target, Code code) {
        metrics.refused(label(target), code);
    }

    /** The model's name for the metrics, which must not grow with what callers write. */
    private String label(Target target) {
        String name = "";
        if (target instanceof Target.Inference inference) {
            name = inference.model();
        } else if (target instanceof Target.Status status) {
            name = status.model();
        } else if (target instanceof Target.Metadata metadata) {
            name = metadata.model();
        }
        return name.isEmpty() || models.knows(name) ? name : EngineMetrics.UNKNOWN_MODEL;
    }

    private Answer reply(Target target, byte[] body) {
        if (target instanceof Target.Inference inference) {
            return infer(inference, body);
        }
        if (target instanceof Target.Status status) {
            return Answer.ok(models.status(status.model(), status.version()));
        }
        if (target instanceof Target.Metadata metadata) {
            try (LoadedModel model = models.acquire(metadata.model(), metadata.version())) {
                return Answer.ok(model.metadata(metadata.model()));
            }
        }
        if (target instanceof Target.Malformed malformed) {
            throw StatusException.invalid(malformed.message());
        }
        throw new IllegalStateException("A target of a new kind. This is a bug.");
    }

    private Answer infer(Target.Inference inference, byte[] body) {
        if (inference.verb() == Target.Verb.PREDICT) {
            PredictBody request = PredictBody.parse(body);
            try (LoadedModel model = models.acquire(inference.model(), inference.version())) {
                return predict(model, request, (signature, inputs) -> run(inference, model, signature, inputs));
            }
        }
        ExampleBody request = ExampleBody.parse(body);
        try (LoadedModel model = models.acquire(inference.model(), inference.version())) {
            ExampleCall call = new ExampleCall(model, request,
                    (signature, inputs) -> run(inference, model, signature, inputs));
            return Answer.ok(inference.verb() == Target.Verb.CLASSIFY ? call.classify() : call.regress());
        }
    }

    private Answer predict(LoadedModel model, PredictBody request, ExampleCall.Run run) {
        Signature signature = model.signature(request.signature());
        List<TType> inputs = PredictCodec.decode(request, signature);
        signature.outputs().forEach(OutputValues::check);
        if (signature.outputs().isEmpty()) {
            inputs.forEach(TType::close);
            return Answer.ok(PredictCodec.encode(request, signature, List.of()));
        }
        try (Outputs outputs = run.run(signature, inputs)) {
            return Answer.ok(PredictCodec.encode(request, signature, outputs.tensors()));
        } finally {
            inputs.forEach(TType::close);
        }
    }

    private Outputs run(Target.Inference call, LoadedModel model, Signature signature, List<? extends TType> inputs) {
        long start = System.nanoTime();
        Outputs outputs = runner.run(model, signature, inputs, timeout);
        metrics.ran(call.model(), call.verb(), System.nanoTime() - start);
        return outputs;
    }
}
