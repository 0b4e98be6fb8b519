package dev.mrc.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Each step on a vocabulary of a few lines, Korean first; pieces are written {@code piece<words of the text>}. */
class TokenizerTest {
    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");

    @Test
    void particleIsAPieceWithItsOwnPlace() {
        assertThat(read(cased("세종", "##대왕", "##은"), "세종대왕은")).containsExactly("세종<세종>", "##대왕<대왕>", "##은<은>");
    }

    @Test
    void longestPieceWinsAndTheSearchGoesBackWhenItLedNowhere() {
        assertThat(read(cased("훈민정", "훈민", "##정음", "##정", "##음이라", "##음이", "##다"), "훈민정음이다")).containsExactly("훈민정<훈민정>",
                "##음이<음이>", "##다<다>");
        assertThat(read(cased("가", "##나", "##나다라마", "##다라", "##바"), "가나다라바")).containsExactly("가<가>", "##나<나>", "##다라<다라>",
                "##바<바>");
    }

    @Test
    void knownBeginningOfAnUnknownWordIsNotHandedOut() {
        assertThat(read(cased("Elastic", "##search"), "Elasticsearches")).containsExactly("[UNK]<Elasticsearches>");
        assertThat(read(cased("세종", "##대"), "세종대왕 세종")).containsExactly("[UNK]<세종대왕>", "세종<세종>");
    }

    @Test
    void punctuationAndIdeographsAreWords() {
        assertThat(read(cased("세종", "世", "宗", "(", ")", "##은", "."), "세종(世宗)은.")).containsExactly("세종<세종>", "(<(>", "世<世>",
                "宗<宗>", ")<)>", "[UNK]<은>", ".<.>");
    }

    @Test
    void blanksOfAllKindsSplitAndMoveNoPlace() {
        String text = "\uFEFF 세종\u00A0\u00A0은\r\n\u3000왕\u2028세종\t";
        assertThat(read(cased("세종", "은", "왕"), text)).containsExactly("세종<세종>", "은<은>", "왕<왕>", "세종<세종>");
    }

    @Test
    void droppedCharactersJoinWhatTheyStoodBetween() {
        assertThat(read(cased("세종"), "세\u200B종")).containsExactly("세종<세\u200B종>");
        assertThat(read(cased("세종"), "\u0000세\uFFFD종\u0085")).containsExactly("세종<세\uFFFD종>");
    }

    @Test
    void decomposedHangulReadsAsComposedAndIsNeverCut() {
        String text = nfd("세종대왕은");
        assertThat(read(cased("세종", "##대왕", "##은"), text)).containsExactly("세종<" + nfd("세종") + ">", "##대왕<" + nfd("대왕") + ">",
                "##은<" + nfd("은") + ">");
    }

    @Test
    void oldHangulThatDoesNotComposeIsNotCutEither() {
        String block = "\u1112\u119E\u11AB";
        assertThat(read(cased("\u1112", "##\u119E", "##\u11AB", "##글"), block + "글")).containsExactly("\u1112<" + block + ">",
                "##\u119E<" + block + ">", "##\u11AB<" + block + ">", "##글<글>");
    }

    @Test
    void uncasedPiecesOfJamoPointAtWholeSyllables() {
        Tokenizer tokenizer = tokenizer(TokenizerOptions.uncased(), nfd("세조"), "##\u11BC", "##" + nfd("은"));
        assertThat(read(tokenizer, "세종은")).containsExactly(nfd("세조") + "<세종>", "##\u11BC<종>", "##" + nfd("은") + "<은>");
        assertThat(read(tokenizer, nfd("세종은"))).containsExactly(nfd("세조") + "<" + nfd("세종") + ">", "##\u11BC<" + nfd("종") + ">",
                "##" + nfd("은") + "<" + nfd("은") + ">");
    }

    @Test
    void strippedAccentsLeaveThePlaceWhole() {
        Tokenizer tokenizer = tokenizer(TokenizerOptions.uncased(), "elastique", "naive", "istanbul", "은");
        assertThat(read(tokenizer, "Élastique " + nfd("naïve") + " İSTANBUL")).containsExactly("elastique<Élastique>",
                "naive<" + nfd("naïve") + ">", "istanbul<İSTANBUL>");
    }

    @Test
    void casedTextKeepsCaseAndAccents() {
        assertThat(read(cased("Élan", "elan"), nfd("Élan") + " Elan")).containsExactly("Élan<" + nfd("Élan") + ">",
                "[UNK]<Elan>");
    }

    @Test
    void emojiAreCountedInUnitsAndStayWhole() {
        assertThat(read(cased("세종", "🎉", "##🎉"), "🎉🎉 세종 👨‍👩‍👧")).containsExactly("🎉<🎉>", "##🎉<🎉>", "세종<세종>",
                "[UNK]<👨‍👩‍👧>");
    }

    @Test
    void hundredCharactersAreAWordAndOneMoreIsNot() {
        Tokenizer tokenizer = cased("가", "##가", "🎉", "##🎉");
        assertThat(tokenizer.tokenize("가".repeat(100)).size()).isEqualTo(100);
        assertThat(read(tokenizer, "가".repeat(101))).containsExactly("[UNK]<" + "가".repeat(101) + ">");
        assertThat(tokenizer.tokenize("🎉".repeat(100)).size()).isEqualTo(100);
        assertThat(tokenizer.tokenize("🎉".repeat(101)).size()).isOne();
    }

    @Test
    void aUsersControlPieceIsPlainText() {
        assertThat(read(cased("[", "]", "SEP", "은"), "[SEP]은 [UNK]")).containsExactly("[<[>", "SEP<SEP>", "]<]>", "은<은>",
                "[<[>",
                "[UNK]<UNK>", "]<]>");
    }

    @Test
    void aControlPieceWithoutBracketsIsPlainTextToo() throws IOException {
        byte[] file = "unk\ncls\nsep\npad\n가".getBytes(StandardCharsets.UTF_8);
        Vocabulary vocabulary = Vocabulary.load(new ByteArrayInputStream(file), new SpecialPieces("unk", "cls", "sep", "pad"));
        assertThat(new Tokenizer(vocabulary, TokenizerOptions.cased()).tokenize("가 sep cls").ids()).containsExactly(4, 0, 0);
    }

    @Test
    void blankTextHasNoPieces() {
        assertThat(cased("가").tokenize("").size()).isZero();
        assertThat(cased("가").tokenize(" \u200B\n").size()).isZero();
    }

    @Test
    void loneSurrogatesAreUnknownAndHarmNothing() {
        assertThat(read(cased("가"), "가 \uD83C 가 \uDF89\uD83C")).containsExactly("가<가>", "[UNK]<\uD83C>", "가<가>",
                "[UNK]<\uDF89\uD83C>");
    }

    @Test
    void oneTokenizerServesManyThreads() {
        Tokenizer tokenizer = cased("세종", "##대왕", "##은", "왕");
        List<String> texts = IntStream.range(0, 200).mapToObj(i -> "세종대왕은 ".repeat(i) + nfd("왕")).toList();
        List<Tokens> alone = texts.stream().map(tokenizer::tokenize).toList();
        assertThat(texts.parallelStream().map(tokenizer::tokenize).toList()).isEqualTo(alone);
    }

    private static List<String> read(Tokenizer tokenizer, String text) {
        Tokens tokens = tokenizer.tokenize(text);
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> tokenizer.vocabulary().piece(tokens.id(i)) + "<" + tokens.span(i, i).in(text) + ">").toList();
    }

    private static Tokenizer cased(String... pieces) {
        return tokenizer(TokenizerOptions.cased(), pieces);
    }

    private static Tokenizer tokenizer(TokenizerOptions options, String... pieces) {
        String file = String.join("\n", SPECIAL) + "\n" + String.join("\n", pieces) + "\n";
        try {
            return new Tokenizer(Vocabulary.load(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nfd(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
    }
}
