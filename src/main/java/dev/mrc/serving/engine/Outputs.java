package dev.mrc.serving.engine;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.types.family.TType;

/** What a run gave: one tensor a signature output, in its order. The tensors live until this is closed. */
record Outputs(List<TType> tensors, Runnable free) implements AutoCloseable {

    static Outputs of(Result result) {
        List<TType> tensors = new ArrayList<>(result.size());
        for (int i = 0; i < result.size(); i++) {
            tensors.add((TType) result.get(i));
        }
        return new Outputs(tensors, result::close);
    }

    static Outputs of(List<TType> tensors) {
        return new Outputs(tensors, () -> tensors.forEach(Tensor::close));
    }

    @Override
    public void close() {
        free.run();
    }
}
