package dev.mrc.tokenize;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Seeded text of everything that has ever broken a tokenizer, and vocabularies that cut it into many pieces. */
final class UnicodeText {
    private static final List<String> WORDS = List.of("세종대왕은", "훈민정음을", "1443년에", "창제하였다.", "서울", "사과를", "대한민국", "한글날이다",
            "Search", "Élastique", "ELASTIC", "naïve", "straße", "İstanbul", "ΣΊΣΥΦΟΣ", "漢字", "大韓民國은", "ㅋㅋㅋ", "ㄱㄴ", "東京タワー", "がぎぐ",
            "[SEP]", "[MASK]", "[UNK]", "##은", "don't", "3.14%", "№", "ﬁ", "ﾊﾝｶｸ", "หนังสือ", "हिन्दी", "कि", "עִבְרִית", "नमस्ते");
    private static final List<String> ODD = List.of(" ", "  ", "\n", "\r\n", "\t", "\u00A0", "\u3000", "\u2028", "\u200B", "\u200D",
            "\u200C", "\uFEFF", "\u0000", "\uFFFD", "\uFFFF", "\u0085", "\u001C", "\u00AD", "\uFE0F", "\uE000", "\u302E", "\u302F",
            "\u0301", "\u0323", "\u0307", "\u0338", "\u0344", "\u0315", "\u0F71", "\u0F73", "\u0327", "\u1160", "\u115F", "\u11A7",
            "\u212B", "\u2126", "\u037E", "\uF900", "\uD87E\uDC00", "\uD834\uDD5E", "\uD834\uDD65", "\uD834\uDD6D", "👨‍👩‍👧", "🇰🇷",
            "👍🏽", "🎉", "\uDB40\uDC01", "\uDB80\uDC00", "\uD803\uDEAD", "\uD800\uDC00", "\uD801\uDC00", "\uD83A\uDD00", "\uD869\uDF00",
            "\uD86E\uDC20", "\u1B44", "\u0E33", "\u2CEF", "#", "##", "'", "·", "「", "」", "～", "…");
    private static final int[] RANGES = { 0x21, 0x7E, 0xA1, 0x24F, 0x300, 0x36F, 0x370, 0x52F, 0x590, 0x6FF, 0x900, 0xDFF, 0xE00,
            0x10FF, 0x1100, 0x11FF, 0x1100, 0x11FF, 0x1AB0, 0x1AFF, 0x1DC0, 0x1FFF, 0x2000, 0x2BFF, 0x3000, 0x318F, 0x3400, 0x9FFF,
            0xA000, 0xABFF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xAC00, 0xD7A3, 0xD7B0, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x118FF,
            0x11A00, 0x1FFFF, 0x20000, 0x2FFFF, 0x30000, 0x10FFFF };

    private final Random random;

    UnicodeText(long seed) {
        random = new Random(seed);
    }

    List<String> many(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(next());
        }
        return texts;
    }

    private String next() {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(8);
        for (int i = 0; i < parts; i++) {
            String part = part();
            for (int times = random.nextInt(60) == 0 ? 90 + random.nextInt(20) : 1; times > 0; times--) {
                text.append(part);
            }
        }
        String made = text.toString();
        return switch (random.nextInt(6)) {
            case 0 -> Normalizer.normalize(made, Normalizer.Form.NFD);
            case 1 -> Normalizer.normalize(made, Normalizer.Form.NFC);
            default -> made;
        };
    }

    private String part() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> WORDS.get(random.nextInt(WORDS.size()));
            case 3 -> Normalizer.normalize(WORDS.get(random.nextInt(WORDS.size())), Normalizer.Form.NFD);
            case 4, 5 -> ODD.get(random.nextInt(ODD.size()));
            case 6 -> " ";
            case 7 -> letters(0x1100, 0x11C2, 1 + random.nextInt(4));
            default -> {
                int range = random.nextInt(RANGES.length / 2) * 2;
                yield letters(RANGES[range], RANGES[range + 1], 1 + random.nextInt(5));
            }
        };
    }

    private String letters(int first, int last, int count) {
        StringBuilder text = new StringBuilder();
        while (text.codePointCount(0, text.length()) < count) {
            int c = first + random.nextInt(last - first + 1);
            if (!Character.isSurrogate((char) c) || c > 0xFFFF) {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }

    /** Single characters and stretches of texts like {@link #many}'s, of all their normal forms; some are left out. */
    List<String> vocabulary(int texts) {
        Set<String> pieces = new LinkedHashSet<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (String text : many(texts)) {
            for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
                String normal = Normalizer.normalize(text, form);
                addPieces(normal, pieces);
                addPieces(normal.toLowerCase(java.util.Locale.ROOT), pieces);
            }
        }
        return List.copyOf(pieces);
    }

    private void addPieces(String text, Set<String> pieces) {
        int[] points = text.codePoints().filter(c -> c > ' ' && (c < 0x7F || c > 0xA0)).toArray();
        for (int i = 0; i < points.length; i++) {
            int longest = Math.min(points.length - i, 1 + random.nextInt(6));
            String piece = new String(points, i, random.nextBoolean() ? 1 : longest);
            if (random.nextInt(8) > 0) {
                pieces.add(random.nextBoolean() ? piece : "##" + piece);
            }
        }
    }
}
