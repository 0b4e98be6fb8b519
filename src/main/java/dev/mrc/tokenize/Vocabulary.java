package dev.mrc.tokenize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The pieces a model knows: {@code vocab.txt}, UTF-8, one piece a line, a piece's id is its line from 0. Immutable.
 */
public final class Vocabulary {
    private final List<String> pieces;
    private final Map<String, Integer> ids;
    private final String sha256;
    private final int unknown;
    private final int classification;
    private final int separator;
    private final int padding;

    private Vocabulary(List<String> pieces, SpecialPieces special, String sha256) {
        this.pieces = pieces;
        this.sha256 = sha256;
        ids = new HashMap<>(pieces.size() * 2);
        for (int id = 0; id < pieces.size(); id++) {
            Integer earlier = ids.putIfAbsent(pieces.get(id), id);
            if (pieces.get(id).isEmpty()) {
                throw new IllegalArgumentException("Vocabulary line " + (id + 1) + " is empty: a line must hold a piece");
            }
            if (earlier != null) {
                throw new IllegalArgumentException("Vocabulary line %d repeats the piece \"%s\" of line %d"
                        .formatted(id + 1, pieces.get(id), earlier + 1));
            }
        }
        unknown = required(special.unknown());
        classification = required(special.classification());
        separator = required(special.separator());
        padding = required(special.padding());
    }

    /** With BERT's own names of the special pieces, see {@link #load(InputStream, SpecialPieces)}. */
    public static Vocabulary load(InputStream file) throws IOException {
        return load(file, SpecialPieces.bert());
    }

    /**
     * Reads {@code file} to its end; the caller closes it. Lines end with LF or CRLF.
     *
     * @throws IllegalArgumentException naming the line if one is empty or a repetition, or the special piece that is missing
     * @throws IOException if the file cannot be read or is not UTF-8
     */
    public static Vocabulary load(InputStream file, SpecialPieces special) throws IOException {
        byte[] bytes = file.readAllBytes();
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        if (text.endsWith("\n")) {
            text = text.substring(0, text.length() - 1);
        }
        List<String> pieces = List.of(text.split("\n", -1)).stream()
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line).toList();
        return new Vocabulary(pieces, special, sha256(bytes));
    }

    public int size() {
        return pieces.size();
    }

    /** The piece's id, -1 if the vocabulary has no such piece. */
    public int id(String piece) {
        return ids.getOrDefault(piece, -1);
    }

    /** The piece with this id, pieces inside a word with their {@code ##}. */
    public String piece(int id) {
        return pieces.get(id);
    }

    public int unknown() {
        return unknown;
    }

    public int classification() {
        return classification;
    }

    public int separator() {
        return separator;
    }

    public int padding() {
        return padding;
    }

    /** SHA-256 of the file's bytes, lower-case hexadecimal: tells whether service and model use the same file. */
    public String sha256() {
        return sha256;
    }

    /** Whether no text may ever be read as this piece. */
    boolean isSpecial(int id) {
        return id == unknown || id == classification || id == separator || id == padding;
    }

    private int required(String piece) {
        int id = id(piece);
        if (id < 0) {
            throw new IllegalArgumentException("The vocabulary's " + pieces.size() + " lines have no piece " + piece
                    + ", which a BERT model needs");
        }
        return id;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256. This is a bug.", e);
        }
    }
}
