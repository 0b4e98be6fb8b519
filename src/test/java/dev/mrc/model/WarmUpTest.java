package dev.mrc.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TString;

import com.google.protobuf.UnknownFieldSet;

import dev.mrc.model.ServableForm.Outputs;

class WarmUpTest {
    @TempDir
    Path version;

    @Test
    void tensorFlowReadsARecordForEachBatchSize() throws IOException {
        WarmUp.write(version, 48, Outputs.LOGITS, WarmUp.BATCH_SIZES);

        assertThat(records()).extracting(WarmUpTest::examples).extracting(List::size).containsExactly(1, 2, 4, 8, 16, 32);
        assertThat(records()).extracting(WarmUpTest::signature).containsOnly("serving_default");
    }

    @Test
    void theModelAnswersWhatItIsWarmedUpWith() throws IOException {
        Family family = new Family("bert");
        try (Checkpoint weights = family.weights()) {
            SavedModelExporter.write(version, family.network(), weights,
                    new ServableForm(OptionalInt.of(48), Precision.FP32, Outputs.LOGITS));
        }
        WarmUp.write(version, 48, Outputs.LOGITS, WarmUp.BATCH_SIZES);

        try (ServedModel model = ServedModel.load(version)) {
            for (byte[] record : records()) {
                List<byte[]> examples = examples(record);
                assertThat(model.predict(examples.toArray(byte[][]::new)).start()).hasDimensions(examples.size(), 48);
            }
        }
    }

    @Test
    void aModelThatChoosesSpansIsWarmedUpForBothItsSignatures() throws IOException {
        WarmUp.write(version, 48, Outputs.LOGITS_AND_SPANS, List.of(1, 2));

        assertThat(records()).extracting(WarmUpTest::signature).containsExactly("serving_default", "answer_spans",
                "answer_spans");
    }

    /** TFRecords, as TensorFlow's own reader finds them: it checks the checksums. */
    private List<byte[]> records() throws IOException {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(version.resolve(WarmUp.FILE))).order(ByteOrder.LITTLE_ENDIAN);
        while (file.hasRemaining()) {
            byte[] record = new byte[(int) file.getLong()];
            file.getInt();
            file.get(record);
            file.getInt();
            records.add(record);
        }
        try (Graph graph = new Graph(); Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            var reader = tf.io.tfRecordReader();
            var queue = tf.io.fifoQueue(List.of(TString.class));
            session.run(tf.io.queueEnqueue(queue, List.of(tf.constant(version.resolve(WarmUp.FILE).toString()))));
            var read = tf.io.readerRead(reader, queue);
            for (byte[] record : records) {
                try (TString value = (TString) session.runner().fetch(read.value()).run().get(0)) {
                    assertThat(value.asBytes().getObject()).isEqualTo(record);
                }
            }
        }
        return records;
    }

    /** PredictionLog 6 is PredictLog, its 1 the PredictRequest, whose 2 is the map of inputs: name 1, tensor 2. */
    private static List<byte[]> examples(byte[] record) {
        try {
            UnknownFieldSet log = UnknownFieldSet.parseFrom(record);
            UnknownFieldSet request = inner(inner(log, 6), 1);
            UnknownFieldSet input = inner(request, 2);
            assertThat(input.getField(1).getLengthDelimitedList().get(0).toStringUtf8()).isEqualTo("examples");
            TensorProto tensor = TensorProto.parseFrom(input.getField(2).getLengthDelimitedList().get(0));
            assertThat(tensor.getTensorShape().getDim(0).getSize()).isEqualTo(tensor.getStringValCount());
            return tensor.getStringValList().stream().map(example -> example.toByteArray()).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signature(byte[] record) {
        try {
            UnknownFieldSet request = inner(inner(UnknownFieldSet.parseFrom(record), 6), 1);
            return inner(request, 1).getField(3).getLengthDelimitedList().get(0).toStringUtf8();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UnknownFieldSet inner(UnknownFieldSet message, int field) throws IOException {
        return UnknownFieldSet.parseFrom(message.getField(field).getLengthDelimitedList().get(0));
    }
}
