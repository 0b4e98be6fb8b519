package dev.mrc.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that callers may use, known by their SHA-256 only: whoever reads the file cannot call with what stands there.
 *
 * @param hashes SHA-256 of each key, by the name of who holds it
 */
record ApiKeys(Map<String, byte[]> hashes) {
    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9._-]{1,64})\\s*=\\s*(?:sha256:)?([0-9a-fA-F]{64})\\s*");
    private static final Pattern IGNORED = Pattern.compile("\\s*(#.*)?");

    /**
     * Reads lines of {@code name=sha256 in hex}; blank lines and those after {@code #} do not count.
     *
     * @throws IllegalArgumentException naming the line that is wrong, and what it should be
     */
    static ApiKeys of(List<String> lines) {
        Map<String, byte[]> hashes = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (IGNORED.matcher(lines.get(i)).matches()) {
                continue;
            }
            Matcher line = LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw new IllegalArgumentException(
                        "line %d is not name=<SHA-256 of the key, 64 hex digits>".formatted(i + 1));
            }
            if (hashes.put(line.group(1), HexFormat.of().parseHex(line.group(2))) != null) {
                throw new IllegalArgumentException("line %d: \"%s\" was named before".formatted(i + 1, line.group(1)));
            }
        }
        return new ApiKeys(Map.copyOf(hashes));
    }

    /** Name of the key's holder. Takes as long for a wrong key as for any right one. */
    Optional<String> holder(String key) {
        byte[] hash = sha256(key);
        String holder = null;
        for (Map.Entry<String, byte[]> known : hashes.entrySet()) {
            if (MessageDigest.isEqual(known.getValue(), hash)) {
                holder = known.getKey();
            }
        }
        return Optional.ofNullable(holder);
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
