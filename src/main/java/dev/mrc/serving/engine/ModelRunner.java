package dev.mrc.serving.engine;

import java.time.Duration;
import java.util.List;

import org.tensorflow.types.family.TType;

/** How a request gets its tensors through the model. */
interface ModelRunner extends AutoCloseable {
    /**
     * Runs one signature; blocks.
     *
     * @param inputs one a signature input, in its order
     * @param timeout how long the model may take; 0 = no limit
     * @throws StatusException if the tensors are refused or the time is over
     */
    Outputs run(LoadedModel model, Signature signature, List<? extends TType> inputs, Duration timeout);

    @Override
    default void close() {
    }

    /** @throws StatusException if no model can be served this way */
    default void check() {
    }

    /** Each request by itself, on the caller's thread. */
    static ModelRunner direct() {
        return LoadedModel::run;
    }
}
