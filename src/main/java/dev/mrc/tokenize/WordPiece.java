package dev.mrc.tokenize;

import java.util.Arrays;
import java.util.Map;

/**
 * Greedy longest-match-first pieces of one word, in time linear in the word (LinMaxMatch): each unit moves down the trie
 * once, each failure link pops at least one piece. Immutable.
 *
 * <p>
 * The trie is a double array: the child of {@code node} for a unit with code {@code k} is {@code cells[base(node) + k]}, if
 * that cell names {@code node} as its parent.
 */
final class WordPiece {
    static final String INSIDE_MARK = "##";
    /** Longer words are unknown, as Hugging Face has it; google-research/bert says 200. Code points. */
    static final int LONGEST_WORD = 100;

    private final int unknown;
    /** Code of each UTF-16 unit, 0 if no piece has it. */
    private final char[] codes = new char[1 << 16];
    private final int alphabet;
    /** Parent and node of each cell. */
    private int[] cells = new int[0];
    private final int[] bases;
    private final int[] failures;
    /** Pieces popped at a node: {@code pops[popStarts[node]]} up to {@code pops[popStarts[node + 1]]}. */
    private final int[] popStarts;
    private final int[] pops;
    private final int[] lengths;

    WordPiece(Vocabulary vocabulary) {
        unknown = vocabulary.unknown();
        PieceTrie trie = new PieceTrie(vocabulary);
        alphabet = number(trie);
        bases = new int[trie.size()];
        place(trie);
        failures = trie.failures;
        popStarts = new int[trie.size() + 1];
        for (int node = 0; node < trie.size(); node++) {
            popStarts[node + 1] = popStarts[node] + trie.pops[node].length;
        }
        pops = Arrays.stream(trie.pops).flatMapToInt(Arrays::stream).toArray();
        lengths = new int[vocabulary.size()];
        Arrays.setAll(lengths, trie::length);
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
            int code = codes[units[i]];
            if (code == 0) {
                return false;
            }
            int child = child(node, code);
            while (child < 0) {
                begin = pop(node, begin, text, out);
                node = failures[node];
                if (node < 0) {
                    return false;
                }
                child = child(node, code);
            }
            node = child;
        }
        while (node != PieceTrie.INSIDE) {
            begin = pop(node, begin, text, out);
            node = failures[node];
            if (node < 0) {
                return false;
            }
        }
        return true;
    }

    private int child(int node, int code) {
        int cell = (bases[node] + code) * 2;
        return cells[cell] == node ? cells[cell + 1] : PieceTrie.NONE;
    }

    private int pop(int node, int begin, NormalizedText text, PieceBuffer out) {
        int at = begin;
        for (int i = popStarts[node]; i < popStarts[node + 1]; i++) {
            int next = at + lengths[pops[i]];
            out.add(pops[i], text.start(at), text.end(next - 1));
            at = next;
        }
        return at;
    }

    /** Gives every unit that occurs in a piece a code from 1; returns how many codes there are, 0 included. */
    private int number(PieceTrie trie) {
        int next = 1;
        for (Map<Character, Integer> children : trie.children) {
            for (char unit : children.keySet()) {
                if (codes[unit] == 0) {
                    codes[unit] = (char) next++;
                }
            }
        }
        return next;
    }

    /** Finds each node's children a place where none of their cells is taken, first fit. */
    private void place(PieceTrie trie) {
        grow(alphabet);
        int firstFree = 0;
        for (int node = 0; node < trie.size(); node++) {
            Map<Character, Integer> children = trie.children.get(node);
            if (children.isEmpty()) {
                continue;
            }
            while (cells[firstFree * 2] >= 0) {
                firstFree++;
            }
            int[] keys = children.keySet().stream().mapToInt(unit -> codes[unit]).sorted().toArray();
            int base = Math.max(0, firstFree - keys[0]);
            while (!fits(base, keys)) {
                base++;
            }
            bases[node] = base;
            grow(base + alphabet);
            for (Map.Entry<Character, Integer> child : children.entrySet()) {
                int cell = (base + codes[child.getKey()]) * 2;
                cells[cell] = node;
                cells[cell + 1] = child.getValue();
            }
        }
    }

    private boolean fits(int base, int[] keys) {
        for (int key : keys) {
            int cell = (base + key) * 2;
            if (cell < cells.length && cells[cell] >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Makes room for {@code count} cells and one more, so that a search always meets a free one. */
    private void grow(int count) {
        int size = (count + 1) * 2;
        if (cells.length < size) {
            int old = cells.length;
            cells = Arrays.copyOf(cells, Math.max(size, old + old / 4));
            Arrays.fill(cells, old, cells.length, PieceTrie.NONE);
        }
    }
}
