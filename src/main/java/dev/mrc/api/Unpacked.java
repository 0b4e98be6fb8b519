package dev.mrc.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;

/** Undoes the content encoding of a body, up to a limit: a few packed bytes can be a thousand times as many. */
final class Unpacked {
    private Unpacked() {
    }

    /**
     * The body as its sender had it.
     *
     * @param encoding value of {@code Content-Encoding}, or null
     * @param limit most bytes
     * @throws MrcException UNSUPPORTED_ENCODING for any encoding but gzip, and for what is no gzip; REQUEST_TOO_LARGE
     */
    static byte[] of(byte[] body, String encoding, int limit) {
        if (encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")) {
            return body;
        }
        if (!encoding.strip().equalsIgnoreCase("gzip")) {
            throw new MrcException(ErrorCode.UNSUPPORTED_ENCODING, "encoding other than gzip", Map.of());
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] all = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw tooLarge(limit);
            }
            return all;
        } catch (IOException e) {
            throw new MrcException(ErrorCode.UNSUPPORTED_ENCODING, "no gzip", Map.of(), e);
        }
    }

    static MrcException tooLarge(long limit) {
        return new MrcException(ErrorCode.REQUEST_TOO_LARGE, "body over " + limit + " bytes",
                Map.of("limit", limit, "unit", "bytes"));
    }
}
