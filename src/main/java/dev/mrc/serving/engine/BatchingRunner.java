package dev.mrc.serving.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.tensorflow.types.family.TType;

/**
 * Runs requests of many callers as one batch: their rows are joined, run once, and handed back, each to its own.
 *
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/batching/batching_session.cc">where the
 *      rules come from</a>
 */
final class BatchingRunner implements ModelRunner {
    private final BatchScheduler scheduler;
    private final BatchingMetrics metrics;

    BatchingRunner(BatchingSettings settings, BatchingMetrics metrics) {
        this.scheduler = new BatchScheduler(settings);
        this.metrics = metrics;
    }

    @Override
    public void check() {
        scheduler.settings().check();
    }

    @Override
    public Outputs run(LoadedModel model, Signature signature, List<? extends TType> inputs, Duration timeout) {
        long deadline = timeout.isZero() ? Long.MAX_VALUE : System.nanoTime() + timeout.toNanos();
        int rows = rows(inputs);
        BatchingSettings settings = scheduler.settings();
        if (rows > settings.maxBatchSize()) {
            throw StatusException.invalid("Task size %d is larger than maximum input batch size %d".formatted(rows,
                    settings.maxBatchSize()));
        }
        metrics.came(rows);
        BatchScheduler.Queue queue = model.queue(signature,
                () -> new BatchScheduler.Queue(tasks -> new Batch(model, signature, settings, metrics).run(tasks)));
        if (rows <= settings.splitAt()) {
            BatchTask task = new BatchTask(inputs, rows, deadline);
            scheduler.submit(queue, task);
            return await(task.result());
        }
        return split(queue, inputs, rows, deadline);
    }

    private Outputs split(BatchScheduler.Queue queue, List<? extends TType> inputs, int rows, long deadline) {
        List<BatchTask> pieces = new ArrayList<>();
        List<Outputs> done = new ArrayList<>();
        try {
            for (int from = 0; from < rows; from += scheduler.settings().splitAt()) {
                int first = from;
                int count = Math.min(scheduler.settings().splitAt(), rows - from);
                BatchTask piece = new BatchTask(inputs.stream().map(input -> Rows.cut(input, first, count)).toList(), count,
                        deadline);
                pieces.add(piece);
                scheduler.submit(queue, piece);
            }
            pieces.forEach(piece -> done.add(await(piece.result())));
            List<TType> joined = new ArrayList<>();
            for (int i = 0; i < done.get(0).tensors().size(); i++) {
                int output = i;
                joined.add(Batch.join(done.stream().map(part -> part.tensors().get(output)).toList(), false));
            }
            return Outputs.of(joined);
        } finally {
            done.forEach(Outputs::close);
            // A piece may still be on its way when another one failed.
            pieces.forEach(piece -> piece.result().whenComplete((outputs, failure) -> piece.inputs().forEach(TType::close)));
        }
    }

    private static int rows(List<? extends TType> inputs) {
        for (TType input : inputs) {
            if (input.shape().numDimensions() == 0) {
                throw StatusException.invalid("Batching Run() input tensors must have at least one dimension");
            }
            if (Rows.count(input) != Rows.count(inputs.get(0))) {
                throw StatusException.invalid("Batching Run() input tensors must have equal 0th-dimension size");
            }
        }
        return Math.toIntExact(Rows.count(inputs.get(0)));
    }

    private static Outputs await(CompletableFuture<Outputs> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StatusException status ? status
                    : new StatusException(Code.INTERNAL, "Internal error");
        }
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
