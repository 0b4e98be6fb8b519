package dev.mrc.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Requests spoilt at random: bytes changed, tokens of JSON put in, parts doubled, cut out or left off. */
final class JsonMutations {
    private static final List<String> SEEDS = List.of(OpenApiExamples.REQUEST, OpenApiExamples.PASSAGES_REQUEST,
            OpenApiExamples.BATCH_REQUEST, OpenApiExamples.HUGGING_FACE_REQUEST,
            "{\"question\":\"누구?\",\"context\":\"뱃사공은 박만수.\",\"options\":{\"topK\":3,\"minScore\":0.1,\"maxAnswerChars\":9,"
                    + "\"noAnswer\":true,\"boundary\":\"word\",\"offsetUnit\":\"codepoint\",\"snippetChars\":5,\"explain\":true},"
                    + "\"deadlineMs\":900,\"language\":\"ko\"}");
    private static final List<String> TOKENS = List.of("{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e999", "NaN",
            "Infinity", "-0", "0x1F", "1.7976931348623157e309", "99999999999999999999", "\"\"", "\\u0000", "\\ud800",
            "\\udc00\\ud800",
            "\\x", "/*", "//", "\u0000", "\ufeff", "\u202e", "\u2028", "👨‍👩‍👧", "ᄒ", "\"__proto__\":{},",
            "\"constructor\":1,", "\"topK\":1e2,",
            "\"question\":", "\"passages\":[],", "\"@type\":\"java.net.URL\",", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "${jndi:ldap://x}",
            "'; DROP TABLE", "%s%n%x", "{{7*7}}", "<script>alert(1)</script>");

    private final Random chance;

    JsonMutations(long seed) {
        this.chance = new Random(seed);
    }

    byte[] next() {
        byte[] body = SEEDS.get(chance.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
        for (int left = 1 + chance.nextInt(4); left > 0; left--) {
            body = mutate(body);
        }
        return body;
    }

    private byte[] mutate(byte[] body) {
        int from = chance.nextInt(body.length + 1);
        int to = Math.min(body.length, from + chance.nextInt(20));
        return switch (chance.nextInt(6)) {
            case 0 -> splice(body, from, from, TOKENS.get(chance.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
            case 1 -> splice(body, from, to, TOKENS.get(chance.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
            case 2 -> splice(body, from, to, new byte[0]);
            case 3 -> splice(body, from, from, Arrays.copyOfRange(body, from, to));
            case 4 -> Arrays.copyOf(body, from);
            default -> splice(body, from, Math.min(body.length, from + 1), new byte[] { (byte) chance.nextInt(256) });
        };
    }

    private static byte[] splice(byte[] body, int from, int to, byte[] put) {
        byte[] result = new byte[from + put.length + body.length - to];
        System.arraycopy(body, 0, result, 0, from);
        System.arraycopy(put, 0, result, from, put.length);
        System.arraycopy(body, to, result, from + put.length, body.length - to);
        return result;
    }
}
