package dev.mrc.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's file of records: for each its length, the length's checksum, its bytes and their checksum, all little-endian.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details">the format</a>
 */
public final class TfRecords {
    private static final int CRC_MASK = 0xa282ead8;

    private TfRecords() {
    }

    /** Appends one record. */
    public static void write(OutputStream out, byte[] record) throws IOException {
        byte[] length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(record.length).array();
        DataOutputStream data = new DataOutputStream(out);
        data.write(length);
        data.writeInt(Integer.reverseBytes(checksum(length)));
        data.write(record);
        data.writeInt(Integer.reverseBytes(checksum(record)));
    }

    /**
     * Reads the next record.
     *
     * @return null at the end
     * @throws IOException if the framing is broken
     */
    public static byte[] read(InputStream in) throws IOException {
        byte[] length = in.readNBytes(Long.BYTES);
        if (length.length == 0) {
            return null;
        }
        try {
            verify(in, length);
            long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (size < 0 || size > Integer.MAX_VALUE - Long.BYTES) {
                throw new IOException("a record of %d bytes".formatted(size));
            }
            byte[] record = in.readNBytes((int) size);
            verify(in, record);
            return record;
        } catch (EOFException e) {
            throw new IOException("truncated record", e);
        }
    }

    private static void verify(InputStream in, byte[] bytes) throws IOException {
        int expected = Integer.reverseBytes(new DataInputStream(in).readInt());
        if (expected != checksum(bytes)) {
            throw new IOException("corrupted record");
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }
}
