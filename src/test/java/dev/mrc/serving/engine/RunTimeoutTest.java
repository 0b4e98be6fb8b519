package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** A model that waits for what never comes: the head of an empty queue. */
class RunTimeoutTest {
    @TempDir
    Path base;

    @Test
    void modelThatTakesTooLongIsGivenUp() throws IOException, InterruptedException {
        write();
        RestSettings rest = new RestSettings(Cors.NONE, Duration.ofMillis(1500));
        try (RunningEngine engine = new RunningEngine(RunningEngine.settings("m", base, rest, LoadSettings.DEFAULT))) {
            engine.awaitLoaded("m");
            RawHttp http = new RawHttp(engine.uri());

            RawHttp.Reply late = http.post("/v1/models/m:predict", "{\"signature_name\":\"waits\",\"instances\":[1.0]}");
            RawHttp.Reply next = http.post("/v1/models/m:predict", "{\"instances\":[1.0]}");

            assertThat(late.status()).isEqualTo(504);
            assertThat(late.error()).contains("Timed out");
            assertThat(next.body()).isEqualTo("{\"predictions\":[1.0]}");
        }
    }

    @Test
    void timeIsNotNegative() {
        assertThatThrownBy(() -> new RestSettings(Cors.NONE, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 is no limit");
    }

    @SuppressWarnings("unchecked")
    private void write() {
        SavedModels.write(base.resolve("1"), tf -> {
            Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
            Operand<? extends TType> queue = tf.io.fifoQueue(List.of(TFloat32.class));
            Operand<TFloat32> head = (Operand<TFloat32>) (Operand<?>) tf.io.queueDequeue(queue, List.of(TFloat32.class))
                    .components().get(0);
            return Map.of("serving_default", SavedModels.signature(Map.of("x", x), Map.of("y", tf.identity(x))),
                    "waits", SavedModels.signature(Map.of("x", x), Map.of("y", tf.math.add(x, head))));
        });
    }
}
