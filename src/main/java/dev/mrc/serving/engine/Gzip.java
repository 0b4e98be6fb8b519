package dev.mrc.serving.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Compressed request bodies. */
final class Gzip {
    private Gzip() {
    }

    /** @throws IOException if this is no gzip, cut off, or larger than {@code most} bytes when inflated */
    static byte[] inflate(byte[] compressed, int most) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed), 8192)) {
            byte[] plain = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new IOException("larger than " + most + " bytes when inflated");
            }
            return plain;
        }
    }
}
