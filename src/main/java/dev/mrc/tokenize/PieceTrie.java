package dev.mrc.tokenize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds what {@link WordPiece} walks: a trie of all pieces with LinMaxMatch's failure links and pops (Song et al.,
 * "Fast WordPiece Tokenization", EMNLP 2021, algorithm 2). Used once, when a vocabulary is loaded.
 */
final class PieceTrie {
    static final int NONE = -1;
    /** Where a word begins, and where it goes on after a piece. */
    static final int WORD = 0;
    static final int INSIDE = 1;

    final List<Map<Character, Integer>> children = new ArrayList<>();
    private final List<Integer> pieces = new ArrayList<>();
    private final Vocabulary vocabulary;
    /** For each node the node to go on from when no child fits, {@link #NONE} if the word is unknown. */
    int[] failures;
    /** For each node the pieces that are certain once its failure link is taken. */
    int[][] pops;

    PieceTrie(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        newNode();
        newNode();
        for (int id = 0; id < vocabulary.size(); id++) {
            String piece = vocabulary.piece(id);
            boolean inside = piece.startsWith(WordPiece.INSIDE_MARK);
            String text = inside ? piece.substring(WordPiece.INSIDE_MARK.length()) : piece;
            // A text must never be read as a control piece, whatever a vocabulary calls it.
            if (!text.isEmpty() && !vocabulary.isSpecial(id)) {
                insert(inside ? INSIDE : WORD, text, id);
            }
        }
        link();
    }

    int size() {
        return children.size();
    }

    private int newNode() {
        children.add(new HashMap<>(2));
        pieces.add(NONE);
        return children.size() - 1;
    }

    private void insert(int root, String text, int id) {
        int node = root;
        for (int i = 0; i < text.length(); i++) {
            Integer child = children.get(node).get(text.charAt(i));
            if (child == null) {
                child = newNode();
                children.get(node).put(text.charAt(i), child);
            }
            node = child;
        }
        pieces.set(node, id);
    }

    private void link() {
        failures = new int[size()];
        Arrays.fill(failures, NONE);
        pops = new int[size()][];
        Arrays.fill(pops, new int[0]);
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(WORD, INSIDE));
        while (!queue.isEmpty()) {
            int parent = queue.remove();
            children.get(parent).forEach((unit, child) -> {
                link(parent, unit, child);
                queue.add(child);
            });
        }
    }

    private void link(int parent, char unit, int child) {
        if (pieces.get(child) != NONE) {
            failures[child] = INSIDE;
            pops[child] = new int[] { pieces.get(child) };
            return;
        }
        int from = failures[parent];
        int[] popped = pops[parent];
        while (from != NONE && !children.get(from).containsKey(unit)) {
            popped = joined(popped, pops[from]);
            from = failures[from];
        }
        if (from != NONE) {
            failures[child] = children.get(from).get(unit);
            pops[child] = popped;
        }
    }

    private static int[] joined(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    int length(int id) {
        String piece = vocabulary.piece(id);
        return piece.startsWith(WordPiece.INSIDE_MARK) ? piece.length() - WordPiece.INSIDE_MARK.length() : piece.length();
    }
}
