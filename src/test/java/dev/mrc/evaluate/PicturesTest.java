package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class PicturesTest {
    @TempDir
    private Path folder;

    @Test
    void bothPicturesLieBesideTheReport() throws IOException {
        Map<String, Object> facts = Map.of("data", "질문 <1> & 답.json", "questions", 40);

        new Report(facts, null, Map.of("token", scored())).write(folder.resolve("결과.json"));

        assertThat(folder).isDirectoryContaining("glob:**결과.json").isDirectoryContaining("glob:**결과-reliability.svg")
                .isDirectoryContaining("glob:**결과-length.svg");
        assertThat(document("결과-length.svg").getElementsByTagName("text").item(1).getTextContent())
                .isEqualTo("질문 <1> & 답.json · 40 questions");
    }

    @Test
    void withoutScoresThereIsNoReliabilityToShow() throws IOException {
        Evaluation evaluation = Evaluation.of(List.of(question(0)), Map.of());

        new Report(Map.of("data", "질문.json", "questions", 1), null, Map.of("predictions", evaluation))
                .write(folder.resolve("결과.json"));

        assertThat(folder.resolve("결과-reliability.svg")).doesNotExist();
        assertThat(document("결과-length.svg").getElementsByTagName("circle").getLength()).isEqualTo(1 + 1); // and the legend's
    }

    @Test
    void everyDotLiesWithinTheFrame() throws IOException {
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        List.of("token", "particle", "word").forEach(name -> evaluations.put(name, scored()));
        new Pictures("시험", evaluations).writeBeside(folder.resolve("결과.json"));

        for (String name : List.of("결과-reliability.svg", "결과-length.svg")) {
            Document picture = document(name);
            for (int i = 0; i < picture.getElementsByTagName("circle").getLength(); i++) {
                Element dot = (Element) picture.getElementsByTagName("circle").item(i);
                assertThat(Double.parseDouble(dot.getAttribute("cx"))).isBetween(64.0, 696.0);
                assertThat(Double.parseDouble(dot.getAttribute("cy"))).isBetween(76.0, 396.0);
            }
        }
    }

    @Test
    void binsHoldAboutEquallyManyQuestionsAndPassagesOfOneLengthStayTogether() {
        LengthCurve curve = scored().byLength();

        assertThat(curve.bins()).hasSize(8).extracting(LengthCurve.Bin::questions).containsOnly(5);
        assertThat(curve.bins().get(0)).isEqualTo(new LengthCurve.Bin(100, 104, 102, 5, 60, curve.bins().get(0).error()));
        assertThat(curve.bins().get(0).error()).isCloseTo(1.96 * 100 * Math.sqrt(0.3 / 5), within(1e-9));
        Evaluation same = new Evaluation(IntStream.range(0, 20)
                .mapToObj(i -> Questions.outcome(true, Prediction.of("가람"))).toList());
        assertThat(same.byLength().bins()).containsExactly(new LengthCurve.Bin(5, 5, 5, 20, 100, 0));
    }

    /** Forty passages of 100 to 139 characters; three in five answered rightly. */
    private static Evaluation scored() {
        return new Evaluation(IntStream.range(0, 40).mapToObj(i -> Outcome.of(question(i),
                Prediction.of(i % 5 < 3 ? "가람" : "나루", i / 40.0, 1 - i / 40.0))).toList());
    }

    private static GoldQuestion question(int i) {
        return new GoldQuestion("질문-" + i, "누구인가?", "가".repeat(100 + i), List.of("가람"));
    }

    private Document document(String name) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(Files.newInputStream(folder.resolve(name)));
        } catch (SAXException | ParserConfigurationException e) {
            throw new AssertionError(name + " is not XML", e);
        }
    }
}
