package dev.mrc.serving.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.proto.TensorProto;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;

import dev.mrc.model.TfRecords;
import dev.mrc.model.WarmUp;

/**
 * The requests of a version's warm-up file, each a serialized {@code PredictionLog}. TensorFlow-Java has no classes for these
 * messages, so they are read by their field numbers.
 *
 * @see <a href=
 *      "https://github.com/tensorflow/serving/blob/master/tensorflow_serving/apis/prediction_log.proto">PredictionLog</a>
 */
final class WarmUpFile {
    /** As many as TensorFlow Serving replays. */
    private static final int MAX_RECORDS = 1000;

    private static final int CLASSIFY_LOG = 2;
    private static final int REGRESS_LOG = 3;
    private static final int MULTI_INFERENCE_LOG = 4;
    private static final int PREDICT_LOG = 6;

    private WarmUpFile() {
    }

    /** One request to replay. */
    sealed interface Request {
        /** Named tensors for a signature; "" is the default one. */
        record Predict(String signature, Map<String, TensorProto> inputs) implements Request {
        }

        /** Examples for a signature that takes them. */
        record Examples(Target.Verb verb, ExampleBody body) implements Request {
        }
    }

    /**
     * Reads a version's file.
     *
     * @return nothing if there is none
     * @throws StatusException if it is broken, too long, or holds what cannot be replayed
     */
    static List<Request> read(Path version) {
        Path file = version.resolve(WarmUp.FILE);
        List<Request> requests = new ArrayList<>();
        if (!Files.exists(file)) {
            return requests;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int records = 0;
            for (byte[] record = TfRecords.read(in); record != null; record = TfRecords.read(in)) {
                if (++records > MAX_RECORDS) {
                    throw StatusException.invalid("Number of warmup records exceeds the maximum (%d) at %s".formatted(
                            MAX_RECORDS, file));
                }
                requests.addAll(requests(UnknownFieldSet.parseFrom(record)));
            }
        } catch (InvalidProtocolBufferException e) {
            throw StatusException.invalid("Failed to parse warmup record: %s: %s".formatted(file, e.getMessage()));
        } catch (IOException e) {
            throw new StatusException(Code.DATA_LOSS, "Failed to read warmup data: %s: %s".formatted(file, e.getMessage()));
        }
        return requests;
    }

    private static List<Request> requests(UnknownFieldSet log) throws InvalidProtocolBufferException {
        if (log.hasField(PREDICT_LOG)) {
            UnknownFieldSet request = message(message(log, PREDICT_LOG), 1);
            return List.of(new Request.Predict(signature(request), tensors(request)));
        }
        for (int kind : List.of(CLASSIFY_LOG, REGRESS_LOG)) {
            if (log.hasField(kind)) {
                UnknownFieldSet request = message(message(log, kind), 1);
                return List.of(examples(kind == CLASSIFY_LOG ? Target.Verb.CLASSIFY : Target.Verb.REGRESS, request,
                        message(request, 2)));
            }
        }
        if (log.hasField(MULTI_INFERENCE_LOG)) {
            UnknownFieldSet request = message(message(log, MULTI_INFERENCE_LOG), 1);
            List<Request> tasks = new ArrayList<>();
            for (ByteString bytes : request.getField(1).getLengthDelimitedList()) {
                UnknownFieldSet task = UnknownFieldSet.parseFrom(bytes);
                boolean classify = text(task, 2).endsWith("classify");
                tasks.add(examples(classify ? Target.Verb.CLASSIFY : Target.Verb.REGRESS, task, message(request, 2)));
            }
            return tasks;
        }
        throw new StatusException(Code.UNIMPLEMENTED, "Unsupported log_type for warmup");
    }

    /** PredictRequest.inputs, a map: entries of key (1) and value (2). */
    private static Map<String, TensorProto> tensors(UnknownFieldSet request) throws InvalidProtocolBufferException {
        Map<String, TensorProto> tensors = new LinkedHashMap<>();
        for (ByteString bytes : request.getField(2).getLengthDelimitedList()) {
            UnknownFieldSet entry = UnknownFieldSet.parseFrom(bytes);
            tensors.put(text(entry, 1), TensorProto.parseFrom(bytes(entry, 2)));
        }
        return tensors;
    }

    /** Input: an ExampleList (1), or one with a context (2) that goes before each of its examples. */
    private static Request examples(Target.Verb verb, UnknownFieldSet request, UnknownFieldSet input)
            throws InvalidProtocolBufferException {
        boolean shared = input.hasField(2);
        UnknownFieldSet list = message(input, shared ? 2 : 1);
        ByteString context = shared ? bytes(list, 2) : ByteString.EMPTY;
        List<byte[]> examples = list.getField(1).getLengthDelimitedList().stream()
                .map(example -> context.concat(example).toByteArray()).toList();
        return new Request.Examples(verb, new ExampleBody(signature(request), examples));
    }

    /** ModelSpec is field 1 of every request, its signature_name field 3; the model's name there need not be ours. */
    private static String signature(UnknownFieldSet request) throws InvalidProtocolBufferException {
        return text(message(request, 1), 3);
    }

    private static UnknownFieldSet message(UnknownFieldSet from, int field) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(bytes(from, field));
    }

    private static String text(UnknownFieldSet from, int field) {
        return bytes(from, field).toStringUtf8();
    }

    /** The last value given, as protobuf reads single fields; empty if there is none. */
    private static ByteString bytes(UnknownFieldSet from, int field) {
        List<ByteString> values = from.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.get(values.size() - 1);
    }
}
