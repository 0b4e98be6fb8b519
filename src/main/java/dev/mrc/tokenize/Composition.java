package dev.mrc.tokenize;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Canonical order and NFC of one cluster (UAX #15 section 3.11 of the standard, D108 to D117). The JDK's own normaliser is
 * not used on text: it says nothing about places, and needs quadratic time for a long run of marks out of order.
 */
final class Composition {
    private static final Map<Long, Integer> PAIRS = new HashMap<>();

    static {
        for (int c = 0; c < 0x12000; c++) {
            int[] parts = Decomposition.of(c);
            if (parts != null && parts.length > 1 && !Decomposition.changesComposed(c)) {
                int first = parts[0];
                for (int i = 1; i < parts.length - 1; i++) {
                    first = PAIRS.getOrDefault(pair(first, parts[i]), first);
                }
                PAIRS.put(pair(first, parts[parts.length - 1]), c);
            }
        }
    }

    private Composition() {
    }

    /** The cluster in NFC, or {@code cluster} itself if it is in NFC already. */
    static int[] compose(int[] cluster) {
        int[] parts = ordered(decomposed(cluster));
        int written = 0;
        int starter = -1;
        int lastOrder = 0;
        for (int part : parts) {
            int order = CharClass.order(part);
            boolean adjacent = starter == written - 1;
            if (starter >= 0 && (adjacent || lastOrder != 0 && lastOrder < order)) {
                int composed = composed(parts[starter], part);
                if (composed >= 0) {
                    parts[starter] = composed;
                    continue;
                }
            }
            if (order == 0) {
                starter = written;
            }
            lastOrder = order;
            parts[written++] = part;
        }
        int[] result = Arrays.copyOf(parts, written);
        return Arrays.equals(result, cluster) ? cluster : result;
    }

    private static int composed(int first, int second) {
        int hangul = Jamo.composed(first, second);
        return hangul >= 0 ? hangul : PAIRS.getOrDefault(pair(first, second), -1);
    }

    private static int[] decomposed(int[] cluster) {
        int[] parts = new int[cluster.length * 4];
        int count = 0;
        for (int c : cluster) {
            int[] full = Jamo.isSyllable(c) ? Jamo.parts(c) : Decomposition.of(c);
            if (full == null) {
                parts[count++] = c;
            } else {
                System.arraycopy(full, 0, parts, count, full.length);
                count += full.length;
            }
        }
        return Arrays.copyOf(parts, count);
    }

    private static int[] ordered(int[] parts) {
        long[] keys = new long[parts.length];
        int starters = 0;
        for (int i = 0; i < parts.length; i++) {
            int order = CharClass.order(parts[i]);
            starters += order == 0 ? 1 : 0;
            // Runs between starters are sorted by order, and by place where the order is equal.
            keys[i] = (long) starters << 40 | (long) order << 32 | i;
        }
        Arrays.sort(keys);
        int[] sorted = new int[parts.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = parts[(int) keys[i]];
        }
        return sorted;
    }

    private static long pair(int first, int second) {
        return (long) first << 32 | second;
    }
}
