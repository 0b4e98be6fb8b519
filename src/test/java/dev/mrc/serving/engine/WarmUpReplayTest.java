package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;

import dev.mrc.model.TfRecords;
import dev.mrc.model.WarmUp;
import dev.mrc.serving.ModelStatus.State;
import dev.mrc.serving.ModelStatus.Version;

/** The cases of TensorFlow Serving's SavedModelWarmupUtilTest, seen from a version's state. */
class WarmUpReplayTest {
    private static final int CLASSIFY = 2;
    private static final int SESSION_RUN = 5;
    private static final int PREDICT = 6;

    @TempDir
    Path base;
    private final EngineMetrics metrics = new EngineMetrics();
    private Path version;

    @BeforeEach
    void model() {
        version = base.resolve("1");
        SavedModels.half(version, 2);
    }

    @Test
    void versionIsAvailableAfterItsRequestsRan() throws IOException {
        warmUp(record(PREDICT, predict(floats(1f, 2f), "x")), record(PREDICT, predict(floats(3f), "x")));

        assertThat(loaded().state()).isEqualTo(State.AVAILABLE);
    }

    @Test
    void missingAndEmptyFilesAreFine() throws IOException {
        assertThat(loaded().state()).isEqualTo(State.AVAILABLE);

        warmUp();
        assertThat(loaded().state()).isEqualTo(State.AVAILABLE);
    }

    @Test
    void aRequestTheModelRefusesEndsTheVersion() throws IOException {
        warmUp(record(PREDICT, predict(floats(1f), "z")));

        assertThat(loaded().state()).isEqualTo(State.END);
        assertThat(loaded().status().code()).isEqualTo("INVALID_ARGUMENT");
        assertThat(loaded().status().message()).contains("'x'");
    }

    @Test
    void examplesForAModelWithoutSuchASignatureEndTheVersion() throws IOException {
        warmUp(record(CLASSIFY, UnknownFieldSet.getDefaultInstance()));

        assertThat(loaded().status().code()).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void whatCannotBeReplayedEndsTheVersion() throws IOException {
        warmUp(record(SESSION_RUN, UnknownFieldSet.getDefaultInstance()));

        assertThat(loaded().status().message()).contains("Unsupported log_type for warmup");
    }

    @Test
    void brokenFramingEndsTheVersion() throws IOException {
        warmUp(record(PREDICT, predict(floats(1f), "x")));
        byte[] file = Files.readAllBytes(version.resolve(WarmUp.FILE));
        file[file.length - 1]++;
        Files.write(version.resolve(WarmUp.FILE), file);

        assertThat(loaded().state()).isEqualTo(State.END);
        assertThat(loaded().status().code()).isEqualTo("DATA_LOSS");

        Files.write(version.resolve(WarmUp.FILE), Arrays.copyOf(file, 10));
        assertThat(loaded().status().message()).contains("truncated");
    }

    @Test
    void moreThanAThousandRecordsEndTheVersion() throws IOException {
        byte[][] records = new byte[1001][];
        Arrays.fill(records, record(PREDICT, predict(floats(1f), "x")));
        warmUp(records);

        assertThat(loaded().status().message()).contains("exceeds the maximum (1000)");
    }

    @Test
    void nothingIsReplayedWithTheFlagOff() throws IOException {
        warmUp(record(SESSION_RUN, UnknownFieldSet.getDefaultInstance()));
        LoadSettings cold = new LoadSettings(LoadSettings.DEFAULT.poll(), 0, LoadSettings.DEFAULT.retryAfter(), false, false);

        assertThat(loaded(cold).state()).isEqualTo(State.AVAILABLE);
    }

    @Test
    void replaysAreCounted() throws IOException {
        warmUp(record(PREDICT, predict(floats(1f), "x")), record(PREDICT, predict(floats(2f), "x")));
        loaded();
        warmUp(record(PREDICT, predict(floats(1f), "z")));
        loaded();

        Exposition page = Exposition.parse(metrics.page());
        String path = "{model_path=\"" + version + "\",status=\"%s\"}";
        assertThat(page.value(":tensorflow:serving:model_warmup_latency_count" + path.formatted("OK"))).isEqualTo(1);
        assertThat(page.value(":tensorflow:serving:model_warmup_records_read" + path.formatted("OK"))).isEqualTo(2);
        assertThat(page.value(":tensorflow:serving:model_warmup_latency_count" + path.formatted("INVALID_ARGUMENT")))
                .isEqualTo(1);
    }

    private Version loaded() {
        return loaded(LoadSettings.DEFAULT);
    }

    private Version loaded(LoadSettings settings) {
        try (ModelStore store = new ModelStore(settings, ModelRunner.direct(), metrics)) {
            store.configure(List.of(new ModelSettings("m", () -> base, VersionPolicy.DEFAULT, Map.of())));
            store.poll();
            return store.status("m", new Target.Latest()).versions().get(0);
        }
    }

    private void warmUp(byte[]... records) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] record : records) {
            TfRecords.write(file, record);
        }
        Files.createDirectories(version.resolve(WarmUp.FILE).getParent());
        Files.write(version.resolve(WarmUp.FILE), file.toByteArray());
    }

    /** A PredictionLog with one kind of log. */
    private static byte[] record(int kind, UnknownFieldSet request) {
        return field(kind, field(1, request.toByteString()).toByteString()).toByteArray();
    }

    /** A PredictRequest for another model's name, as logs of other clusters have it. */
    private static UnknownFieldSet predict(TensorProto tensor, String input) {
        UnknownFieldSet entry = UnknownFieldSet.newBuilder().mergeFrom(field(1, ByteString.copyFromUtf8(input)))
                .mergeFrom(field(2, tensor.toByteString())).build();
        return UnknownFieldSet.newBuilder()
                .mergeFrom(field(1, field(1, ByteString.copyFromUtf8("another")).toByteString()))
                .mergeFrom(field(2, entry.toByteString())).build();
    }

    private static UnknownFieldSet field(int number, ByteString content) {
        return UnknownFieldSet.newBuilder().addField(number, Field.newBuilder().addLengthDelimited(content).build()).build();
    }

    private static TensorProto floats(float... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(
                TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(values.length)));
        for (float value : values) {
            tensor.addFloatVal(value);
        }
        return tensor.build();
    }
}
