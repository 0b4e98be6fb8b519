package dev.mrc.tokenize;

import java.util.Arrays;
import java.util.Map;

/**
 * Greedy longest-match-first pieces of one word, in time linear in the word (LinMaxMatch): each unit moves down the trie
 * once, each failure link pops at least one piece. Immutable.
 *
 * <p>
 * The trie's edges lie in one hash table, a long each: 24 bits of parent, 16 of UTF-16 unit, 24 of child. At most a quarter of
 * it is taken, so that a missing child, which is the common case, is known after one load. The two nodes where pieces begin
 * have tables of their own, and nodes without children are not looked up.
 */
final class WordPiece {
    static final String INSIDE_MARK = "##";
    /** Longer words are unknown, as Hugging Face has it; google-research/bert says 200. Code points. */
    static final int LONGEST_WORD = 100;

    private static final int NODE_BITS = 24;
    private static final int LAST_NODE = (1 << NODE_BITS) - 1;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final int unknown;
    private final long[] edges;
    private final int shift;
    /** Children of the nodes where a word and a later piece begin, by unit. */
    private final int[][] firsts = new int[2][1 << Character.SIZE];
    /**
     * What is needed of a node that has no fitting child, in one load: failure link plus one (24 bits), the piece popped (24
     * bits) and its length (8 bits) if it is one, else zeros.
     */
    private final long[] nodes;
    private final boolean[] leaves;
    /** Pieces popped at a node: {@code pops[popStarts[node]]} up to {@code pops[popStarts[node + 1]]}. */
    private final int[] popStarts;
    private final int[] pops;
    private final int[] lengths;

    WordPiece(Vocabulary vocabulary) {
        unknown = vocabulary.unknown();
        PieceTrie trie = new PieceTrie(vocabulary);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(trie.size()) + 2;
        shift = Long.SIZE - bits;
        edges = new long[1 << bits];
        leaves = new boolean[trie.size()];
        place(trie);
        popStarts = new int[trie.size() + 1];
        for (int node = 0; node < trie.size(); node++) {
            popStarts[node + 1] = popStarts[node] + trie.pops[node].length;
        }
        pops = Arrays.stream(trie.pops).flatMapToInt(Arrays::stream).toArray();
        lengths = new int[vocabulary.size()];
        Arrays.setAll(lengths, trie::length);
        nodes = new long[trie.size()];
        for (int node = 0; node < trie.size(); node++) {
            long one = trie.pops[node].length == 1 ? trie.pops[node][0] | (long) lengths[trie.pops[node][0]] << NODE_BITS : 0;
            nodes[node] = one << NODE_BITS | trie.failures[node] + 1;
        }
    }

    /** Adds the pieces of the word {@code [start, end)}, or the one unknown piece for all of it. */
    void split(NormalizedText text, int start, int end, PieceBuffer out) {
        int mark = out.size();
        if (end - start > LONGEST_WORD
                && Character.codePointCount(text.units(), start, end - start) > LONGEST_WORD || !match(text, start, end, out)) {
            out.cut(mark);
            out.add(unknown, text.start(start), text.end(end - 1));
        }
    }

    private boolean match(NormalizedText text, int start, int end, PieceBuffer out) {
        char[] units = text.units();
        int begin = start;
        int node = PieceTrie.WORD;
        for (int i = start; i < end; i++) {
            char unit = units[i];
            int child = child(node, unit);
            while (child < 0) {
                long known = nodes[node];
                begin = pop(node, known, new Place(begin, text, out));
                node = failure(known);
                if (node < 0) {
                    return false;
                }
                child = child(node, unit);
            }
            node = child;
        }
        while (node != PieceTrie.INSIDE) {
            long known = nodes[node];
            begin = pop(node, known, new Place(begin, text, out));
            node = failure(known);
            if (node < 0) {
                return false;
            }
        }
        return true;
    }

    private int child(int node, char unit) {
        if (node <= PieceTrie.INSIDE) {
            return firsts[node][unit];
        }
        return leaves[node] ? PieceTrie.NONE : edge(node, unit);
    }

    private int edge(int node, char unit) {
        long key = (long) node << Character.SIZE | unit;
        int at = slot(key);
        while (edges[at] != 0) {
            if (edges[at] >>> NODE_BITS == key) {
                return (int) edges[at] & LAST_NODE;
            }
            at = at + 1 & edges.length - 1;
        }
        return PieceTrie.NONE;
    }

    private int slot(long key) {
        return (int) (key * GOLDEN_RATIO >>> shift);
    }

    private static int failure(long known) {
        return (int) (known & LAST_NODE) - 1;
    }

    /** Adds the pieces that end where no child fits; says where the next begins. */
    private int pop(int node, long known, Place place) {
        int length = (int) (known >>> 2 * NODE_BITS);
        if (length > 0) {
            return place.add((int) (known >>> NODE_BITS) & LAST_NODE, length).begin;
        }
        Place next = place;
        for (int i = popStarts[node]; i < popStarts[node + 1]; i++) {
            next = next.add(pops[i], lengths[pops[i]]);
        }
        return next.begin;
    }

    /** Where the next piece begins, in which text. Never leaves its method, so it costs no memory. */
    private record Place(int begin, NormalizedText text, PieceBuffer out) {
        Place add(int id, int length) {
            int next = begin + length;
            out.add(id, text.start(begin), text.end(next - 1));
            return new Place(next, text, out);
        }
    }

    private void place(PieceTrie trie) {
        if (trie.size() > LAST_NODE) {
            throw new IllegalArgumentException("The vocabulary's pieces make more than " + LAST_NODE + " prefixes");
        }
        for (int node = PieceTrie.WORD; node <= PieceTrie.INSIDE; node++) {
            Arrays.fill(firsts[node], PieceTrie.NONE);
            for (Map.Entry<Character, Integer> child : trie.children.get(node).entrySet()) {
                firsts[node][child.getKey()] = child.getValue();
            }
        }
        for (int node = PieceTrie.INSIDE + 1; node < trie.size(); node++) {
            leaves[node] = trie.children.get(node).isEmpty();
            for (Map.Entry<Character, Integer> child : trie.children.get(node).entrySet()) {
                long key = (long) node << Character.SIZE | child.getKey();
                int at = slot(key);
                while (edges[at] != 0) {
                    at = at + 1 & edges.length - 1;
                }
                edges[at] = key << NODE_BITS | child.getValue();
            }
        }
    }
}
