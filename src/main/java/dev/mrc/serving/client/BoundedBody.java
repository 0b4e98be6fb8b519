package dev.mrc.serving.client;

import java.util.ArrayList;
import java.util.List;

import dev.mrc.error.ErrorCode;
import dev.mrc.error.MrcException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Puts an answer's pieces together, as long as they do not become too many: a server gone mad must not fill our memory. */
final class BoundedBody {
    private final int limit;
    private final List<byte[]> pieces = new ArrayList<>();
    private int size;

    private BoundedBody(int limit) {
        this.limit = limit;
    }

    /** The whole; fails with MODEL_ERROR, and takes no more of it, once it has more bytes than the limit. */
    static Uni<byte[]> of(Multi<byte[]> pieces, int limit) {
        return Uni.createFrom().deferred(() -> {
            BoundedBody body = new BoundedBody(limit);
            return pieces.onItem().invoke(body::add).onItem().ignoreAsUni().map(end -> body.whole());
        });
    }

    private void add(byte[] piece) {
        if (piece.length > limit - size) {
            throw new MrcException(ErrorCode.MODEL_ERROR,
                    "The model server's answer is longer than the %d bytes that the windows can need".formatted(limit));
        }
        pieces.add(piece);
        size += piece.length;
    }

    private byte[] whole() {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        byte[] whole = new byte[size];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, whole, at, piece.length);
            at += piece.length;
        }
        return whole;
    }
}
