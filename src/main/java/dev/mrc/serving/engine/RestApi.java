package dev.mrc.serving.engine;

import java.time.Duration;
import java.util.List;

import org.tensorflow.types.family.TType;

/** The REST surface without HTTP: a parsed target and a body in, an answer out. Blocks while the model runs. */
final class RestApi {
    private final ModelStore models;
    private final ModelRunner runner;
    private final Duration timeout;

    /** @param timeout how long the model may run for one request; 0 = no limit */
    RestApi(ModelStore models, ModelRunner runner, Duration timeout) {
        this.models = models;
        this.runner = runner;
        this.timeout = timeout;
    }

    /** @param body empty if there was none */
    Answer answer(Target target, byte[] body) {
        try {
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
            return Answer.empty(400, Answer.JSON);
        } catch (StatusException e) {
            return Answer.error(e);
        }
    }

    private Answer infer(Target.Inference inference, byte[] body) {
        if (inference.verb() == Target.Verb.PREDICT) {
            PredictBody request = PredictBody.parse(body);
            try (LoadedModel model = models.acquire(inference.model(), inference.version())) {
                return predict(model, request);
            }
        }
        ExampleBody request = ExampleBody.parse(body);
        try (LoadedModel model = models.acquire(inference.model(), inference.version())) {
            ExampleCall call = new ExampleCall(model, request,
                    (signature, examples) -> runner.run(model, signature, examples, timeout));
            return Answer.ok(inference.verb() == Target.Verb.CLASSIFY ? call.classify() : call.regress());
        }
    }

    private Answer predict(LoadedModel model, PredictBody request) {
        Signature signature = model.signature(request.signature());
        List<TType> inputs = PredictCodec.decode(request, signature);
        signature.outputs().forEach(OutputValues::check);
        if (signature.outputs().isEmpty()) {
            inputs.forEach(TType::close);
            return Answer.ok(PredictCodec.encode(request, signature, List.of()));
        }
        try (Outputs outputs = runner.run(model, signature, inputs, timeout)) {
            return Answer.ok(PredictCodec.encode(request, signature, outputs.tensors()));
        } finally {
            inputs.forEach(TType::close);
        }
    }
}
