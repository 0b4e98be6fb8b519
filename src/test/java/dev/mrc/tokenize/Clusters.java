package dev.mrc.tokenize;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where each unit of a text's NFC came from, found another way than the tokenizer finds it: by a regular expression for
 * clusters (UAX #29) and the JDK's normaliser.
 */
record Clusters(int[] starts, int[] ends) {
    private static final String LEAD = "[\\x{1100}-\\x{115F}\\x{A960}-\\x{A97C}]";
    private static final String VOWEL = "[\\x{1160}-\\x{11A7}\\x{D7B0}-\\x{D7C6}]";
    private static final String TRAIL = "[\\x{11A8}-\\x{11FF}\\x{D7CB}-\\x{D7FB}]";
    private static final String OPEN = "[" + IntStream.range(0, 399).mapToObj(i -> "" + (char) ('가' + i * 28))
            .collect(Collectors.joining()) + "]";
    private static final String BODY = "(?:%2$s+|%4$s%2$s*|[가-힣])%3$s*".formatted(LEAD, VOWEL, TRAIL, OPEN);
    private static final Pattern BLOCK = Pattern.compile("%s+(?:%s)?|%s|%s+".formatted(LEAD, BODY, BODY, TRAIL));
    private static final Pattern CLUSTER = Pattern.compile("(?:" + BLOCK + "|(?s:.))\\p{M}*");
    private static final Pattern JAMO = Pattern.compile(LEAD + "|" + VOWEL + "|" + TRAIL);

    /** U+0334 has combining class 1: whatever has a higher one goes behind it. */
    private static final String LOWEST_MARK = "\u0334";

    static Clusters of(String text) {
        List<int[]> places = new ArrayList<>();
        Matcher cluster = CLUSTER.matcher(text);
        while (cluster.find()) {
            String composed = Normalizer.normalize(cluster.group(), Normalizer.Form.NFC);
            boolean whole = !composed.equals(cluster.group()) || JAMO.matcher(composed).find();
            for (int i = 0; i < composed.length(); i++) {
                places.add(whole ? new int[] { cluster.start(), cluster.end() }
                        : new int[] { cluster.start() + i, cluster.start() + i + 1 });
            }
        }
        return new Clusters(places.stream().mapToInt(place -> place[0]).toArray(),
                places.stream().mapToInt(place -> place[1]).toArray());
    }

    /** Takes out marks that the JDK moves about and the reference, with an older Unicode, leaves where they are. */
    static String withoutNewMarks(String text) {
        int[] kept = text.codePoints().filter(c -> CharClass.order(c) != 0 || !movesInTheJdk(c)).toArray();
        return new String(kept, 0, kept.length);
    }

    private static boolean movesInTheJdk(int c) {
        String before = Character.toString(c) + LOWEST_MARK;
        return !Normalizer.isNormalized(before, Normalizer.Form.NFD) && Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFD);
    }

    /** Tokens of the composed text with their places in the text as sent. */
    Tokens ledBack(Tokens composed) {
        int[] from = new int[composed.size()];
        int[] to = new int[composed.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = starts[composed.start(i)];
            to[i] = ends[composed.end(i) - 1];
        }
        return new Tokens(composed.ids(), from, to);
    }
}
