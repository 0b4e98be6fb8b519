package dev.mrc.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** What stands between the two layers of a feed-forward part, by the names that {@code hidden_act} gives it. */
enum Activation {
    /** The exact one, with the error function. */
    GELU("gelu") {
        @Override
        Operand<TFloating> of(FloatOps f, Operand<TFloating> x) {
            Operand<TFloating> erf = f.tf().math.erf(f.times(x, (float) Math.sqrt(0.5)));
            return f.times(f.times(x, 0.5f), f.plus(erf, f.constant(1)));
        }
    },
    /** The approximation by a hyperbolic tangent. */
    GELU_TANH("gelu_new", "gelu_pytorch_tanh") {
        @Override
        Operand<TFloating> of(FloatOps f, Operand<TFloating> x) {
            Operand<TFloating> cubic = f.times(f.times(f.times(x, x), x), 0.044715f);
            Operand<TFloating> tanh = f.tf().math.tanh(f.times(f.plus(x, cubic), (float) Math.sqrt(2 / Math.PI)));
            return f.times(f.times(x, 0.5f), f.plus(tanh, f.constant(1)));
        }
    },
    RELU("relu") {
        @Override
        Operand<TFloating> of(FloatOps f, Operand<TFloating> x) {
            return f.tf().nn.relu(x);
        }
    };

    private final List<String> names;

    Activation(String... names) {
        this.names = List.of(names);
    }

    /** Adds it to a graph; same shape. */
    abstract Operand<TFloating> of(FloatOps f, Operand<TFloating> x);

    static Optional<Activation> named(String name) {
        return Arrays.stream(values()).filter(activation -> activation.names.contains(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).flatMap(activation -> activation.names.stream()).toList();
    }
}
