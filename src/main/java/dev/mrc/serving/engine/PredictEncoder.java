package dev.mrc.serving.engine;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Tensor;

import io.vertx.core.buffer.Buffer;

/** Writes the answer to a predict request: one entry a row, or one tensor an output. A single output loses its name. */
final class PredictEncoder {
    /** Bytes a float takes, generously, with its comma. */
    private static final int FLOAT_TEXT = 14;

    private final List<Column> columns = new ArrayList<>();
    private final JsonOutput out;

    /** An output while it is written. */
    private record Column(String alias, long[] sizes, OutputValues values) {
        /** Values in one element at {@code level}. */
        long stride(int level) {
            long stride = 1;
            for (int i = level; i < sizes.length; i++) {
                stride *= sizes[i];
            }
            return stride;
        }
    }

    private PredictEncoder(Signature signature, List<? extends Tensor> outputs) {
        long values = 16;
        for (int i = 0; i < outputs.size(); i++) {
            Tensor tensor = outputs.get(i);
            String alias = signature.outputs().get(i).alias();
            columns.add(new Column(alias, tensor.shape().asArray(), OutputValues.of(signature.outputs().get(i), tensor)));
            values += tensor.shape().size();
        }
        out = new JsonOutput((int) Math.min(values * FLOAT_TEXT, 1 << 24));
    }

    /** @param outputs one a signature output, in its order */
    static Buffer rows(Signature signature, List<? extends Tensor> outputs) {
        refuseNothing(outputs);
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).shape().numDimensions() == 0) {
                throw StatusException.invalid("Tensor name: %s has no shape information"
                        .formatted(signature.outputs().get(i).alias()));
            }
            long expected = outputs.get(0).shape().get(0);
            if (outputs.get(i).shape().get(0) != expected) {
                throw StatusException.invalid("Tensor name: %s has inconsistent batch size: %d expecting: %d".formatted(
                        signature.outputs().get(i).alias(), outputs.get(i).shape().get(0), expected));
            }
        }
        return new PredictEncoder(signature, outputs).writeRows();
    }

    /** @param outputs one a signature output, in its order */
    static Buffer columns(Signature signature, List<? extends Tensor> outputs) {
        refuseNothing(outputs);
        return new PredictEncoder(signature, outputs).writeColumns();
    }

    private static void refuseNothing(List<? extends Tensor> outputs) {
        if (outputs.isEmpty()) {
            throw StatusException.invalid("Cannot convert empty tensor map to JSON");
        }
    }

    private Buffer writeRows() {
        out.raw("{\"predictions\":[");
        long rows = columns.get(0).sizes()[0];
        for (long row = 0; row < rows; row++) {
            out.raw(row == 0 ? "" : ",");
            if (columns.size() == 1) {
                write(columns.get(0), 1, row * columns.get(0).stride(1));
                continue;
            }
            char before = '{';
            for (Column column : columns) {
                out.raw(before).string(column.alias()).raw(':');
                write(column, 1, row * column.stride(1));
                before = ',';
            }
            out.raw('}');
        }
        return out.raw("]}").toBuffer();
    }

    private Buffer writeColumns() {
        out.raw("{\"outputs\":");
        if (columns.size() == 1) {
            write(columns.get(0), 0, 0);
            return out.raw('}').toBuffer();
        }
        char before = '{';
        for (Column column : columns) {
            out.raw(before).string(column.alias()).raw(':');
            write(column, 0, 0);
            before = ',';
        }
        return out.raw("}}").toBuffer();
    }

    private void write(Column column, int level, long index) {
        if (level == column.sizes().length) {
            column.values().write(out, index);
            return;
        }
        out.raw('[');
        long stride = column.stride(level + 1);
        for (long i = 0; i < column.sizes()[level]; i++) {
            if (i > 0) {
                out.raw(',');
            }
            write(column, level + 1, index + i * stride);
        }
        out.raw(']');
    }
}
