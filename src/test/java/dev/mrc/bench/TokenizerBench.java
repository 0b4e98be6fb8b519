package dev.mrc.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.mrc.tokenize.ModelFiles;
import dev.mrc.tokenize.PeerTokenizer;
import dev.mrc.tokenize.Tokenizer;
import dev.mrc.tokenize.TokenizerOptions;
import dev.mrc.tokenize.Vocabulary;

/** Goals 1 and 1b: the tokenizer against Hugging Face's through DJL, and its time on text made to be slow. */
final class TokenizerBench {
    private TokenizerBench() {
    }

    static void run(Report report) throws IOException {
        Vocabulary vocabulary;
        try (InputStream file = ModelFiles.bundled().open("vocab.txt")) {
            vocabulary = Vocabulary.load(file);
        }
        Tokenizer ours = new Tokenizer(vocabulary, TokenizerOptions.cased());
        List<String> passages = OwnText.passages();
        long bytes = passages.stream().mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length).sum();
        try (PeerTokenizer peer = new PeerTokenizer(vocabulary, TokenizerOptions.cased())) {
            report.same(passages.size() + " passages", passages.stream().map(ours::tokenize).toList(),
                    passages.stream().map(peer::tokens).toList());
            Pairs pairs = Pairs.of(() -> count(ours, passages), () -> passages.stream().mapToLong(peer::count).sum());
            report.atLeast("tokenizer, times DJL's speed", 50, pairs);
            report.atLeast("tokenizer, MB of UTF-8 a second", 100, bytes / pairs.ours() * 1e3);
        }
        linear(report, ours);
    }

    private static void linear(Report report, Tokenizer tokenizer) throws IOException {
        String normal = OwnText.longText(50_000);
        Map<String, String> made = new LinkedHashMap<>();
        made.put("one word of 50,000 syllables", "가".repeat(50_000));
        made.put("words just over the longest", ("가".repeat(101) + " ").repeat(500).substring(0, 50_000));
        made.put("words unknown only at their end", ("가".repeat(99) + "\u0E01 ").repeat(500).substring(0, 50_000));
        made.put("words that must be rewritten", ("가".repeat(99) + "\uE000 ").repeat(500).substring(0, 50_000));
        made.put("emoji", "\uD83C\uDF89".repeat(25_000));
        made.put("punctuation", ".".repeat(50_000));
        made.put("unknown scripts", "\u0E01\u0E02 ".repeat(17_000).substring(0, 50_000));
        for (Map.Entry<String, String> text : made.entrySet()) {
            Pairs pairs = Pairs.of(() -> tokenizer.tokenize(text.getValue()).size(), () -> tokenizer.tokenize(normal).size());
            report.atMost(text.getKey() + ", time against ordinary text", 1.5, 1 / pairs.ratio());
        }
        String large = OwnText.longText(100_000);
        List<String> slices = IntStream.range(0, 100).mapToObj(i -> large.substring(i * 1_000, (i + 1) * 1_000)).toList();
        Pairs growth = Pairs.of(() -> count(tokenizer, slices), () -> tokenizer.tokenize(large).size());
        report.note("100 texts of 1,000 characters against one of 100,000: " + growth);
        report.atMost("time a character, 100,000 against 1,000", 1.1, growth.ratio());
    }

    private static long count(Tokenizer tokenizer, List<String> texts) {
        long count = 0;
        for (String text : texts) {
            count += tokenizer.tokenize(text).size();
        }
        return count;
    }
}
