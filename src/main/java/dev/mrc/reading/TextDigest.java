package dev.mrc.reading;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for texts without keeping them: their SHA-256. Too long for two texts ever to meet, so that what is found under it is
 * never another text's.
 */
record TextDigest(long first, long second, long third, long fourth) {
    /** Of UTF-16 units as they are, lone surrogates too; each text counts with its length, so that none runs into the next. */
    static TextDigest of(String... texts) {
        MessageDigest digest = sha256();
        for (String text : texts) {
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + 2 * text.length());
            bytes.putInt(text.length()).asCharBuffer().put(text);
            digest.update(bytes.array());
        }
        ByteBuffer result = ByteBuffer.wrap(digest.digest());
        return new TextDigest(result.getLong(), result.getLong(), result.getLong(), result.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
