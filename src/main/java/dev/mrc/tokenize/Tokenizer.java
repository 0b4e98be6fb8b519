package dev.mrc.tokenize;

import java.util.ArrayList;
import java.util.List;

/** Temporary. */
public final class Tokenizer {
    private final Vocabulary vocabulary;

    public Tokenizer(Vocabulary vocabulary, TokenizerOptions options) {
        this.vocabulary = vocabulary;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public Tokens tokenize(String text) {
        List<int[]> out = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                i++;
            } else if (!Character.isLetterOrDigit(c)) {
                Integer id = vocabulary.ids.get(String.valueOf(c));
                out.add(new int[] { id == null ? 1 : id, i, i + 1 });
                i++;
            } else {
                int e = i;
                while (e < text.length() && Character.isLetterOrDigit(text.charAt(e))) {
                    e++;
                }
                int s = i;
                while (s < e) {
                    int t = e;
                    Integer id = null;
                    for (; t > s; t--) {
                        id = vocabulary.ids.get((s == i ? "" : "##") + text.substring(s, t));
                        if (id != null) {
                            break;
                        }
                    }
                    if (id == null) {
                        id = 1;
                        t = e;
                    }
                    out.add(new int[] { id, s, t });
                    s = t;
                }
                i = e;
            }
        }
        return new Tokens(out.stream().mapToInt(t -> t[0]).toArray(), out.stream().mapToInt(t -> t[1]).toArray(),
                out.stream().mapToInt(t -> t[2]).toArray());
    }
}
