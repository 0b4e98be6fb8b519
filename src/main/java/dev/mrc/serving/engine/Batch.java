package dev.mrc.serving.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.tensorflow.types.family.TType;

/** One run for several requests of the same signature. */
final class Batch {
    private final LoadedModel model;
    private final Signature signature;
    private final BatchingSettings settings;
    private final BatchingMetrics metrics;

    Batch(LoadedModel model, Signature signature, BatchingSettings settings, BatchingMetrics metrics) {
        this.model = model;
        this.signature = signature;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Completes every task, whatever happens. */
    void run(List<BatchScheduler.Task> shares) {
        List<BatchTask> tasks = shares.stream().map(BatchTask.class::cast).toList();
        long now = System.nanoTime();
        tasks.forEach(task -> metrics.left(settings.poolName(), now - task.came()));
        try {
            answer(tasks);
        } catch (StatusException e) {
            tasks.forEach(task -> task.result().completeExceptionally(e));
        } finally {
            StatusException bug = new StatusException(Code.INTERNAL, "Internal error");
            tasks.forEach(task -> task.result().completeExceptionally(bug)); // has no effect on what is complete
        }
    }

    private void answer(List<BatchTask> tasks) {
        long deadline = tasks.stream().mapToLong(BatchTask::deadline).max().orElse(Long.MAX_VALUE);
        Duration left = deadline == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(deadline - System.nanoTime());
        if (left.isNegative() || deadline != Long.MAX_VALUE && left.toMillis() == 0) {
            throw new StatusException(Code.RESOURCE_EXHAUSTED, "Run() timeout exceeded while waiting in batching queue");
        }
        int rows = tasks.stream().mapToInt(BatchTask::rows).sum();
        int padding = settings.padded(rows) - rows;
        metrics.runs(rows, rows + padding);
        if (tasks.size() == 1 && padding == 0) {
            tasks.get(0).result().complete(model.run(signature, tasks.get(0).inputs(), left));
            return;
        }
        List<TType> inputs = new ArrayList<>();
        try {
            for (int i = 0; i < signature.inputs().size(); i++) {
                inputs.add(input(tasks, i, padding));
            }
            try (Outputs outputs = model.run(signature, inputs, left)) {
                deal(tasks, outputs, rows + padding);
            }
        } finally {
            inputs.forEach(TType::close);
        }
    }

    /** The tasks' tensors for one input and, to fill up, the first row again and again. */
    private TType input(List<BatchTask> tasks, int input, int padding) {
        List<TType> parts = new ArrayList<>();
        tasks.forEach(task -> parts.add(task.inputs().get(input)));
        if (padding == 0) {
            return join(parts, settings.padVariableLengths());
        }
        try (TType row = Rows.cut(parts.get(0), 0, 1)) {
            for (int i = 0; i < padding; i++) {
                parts.add(row);
            }
            return join(parts, settings.padVariableLengths());
        }
    }

    /**
     * Tensors one below the other.
     *
     * @param pad whether those that are smaller than others are padded
     * @throws StatusException if they differ and may not be padded
     */
    static TType join(List<? extends TType> parts, boolean pad) {
        if (parts.stream().allMatch(part -> Rows.alike(part, parts.get(0)))) {
            return Rows.join(parts);
        }
        if (!pad || parts.stream().anyMatch(part -> part.shape().numDimensions() != parts.get(0).shape().numDimensions())) {
            throw new StatusException(Code.FAILED_PRECONDITION,
                    "Tensors of the requests in a batch differ in other dimensions than the first. Pad them, or see "
                            + "pad_variable_length_inputs");
        }
        long[] widest = parts.get(0).shape().asArray();
        for (TType part : parts) {
            for (int dimension = 1; dimension < widest.length; dimension++) {
                widest[dimension] = Math.max(widest[dimension], part.shape().get(dimension));
            }
        }
        List<TType> padded = new ArrayList<>();
        try {
            parts.forEach(part -> padded.add(Rows.padded(part, widest)));
            return Rows.join(padded);
        } finally {
            padded.forEach(TType::close);
        }
    }

    private static void deal(List<BatchTask> tasks, Outputs outputs, int rows) {
        for (TType output : outputs.tensors()) {
            if (output.shape().numDimensions() == 0 || Rows.count(output) != rows) {
                throw new StatusException(Code.FAILED_PRECONDITION,
                        "Batched output tensor's 0th dimension does not equal the sum of the 0th dimension sizes of the input "
                                + "tensors");
            }
        }
        long from = 0;
        for (BatchTask task : tasks) {
            long first = from;
            List<TType> own = new ArrayList<>();
            outputs.tensors().forEach(output -> own.add(Rows.cut(output, first, task.rows())));
            Outputs result = Outputs.of(own);
            if (!task.result().complete(result)) {
                result.close();
            }
            from += task.rows();
        }
    }
}
