package dev.mrc.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionFileTest {
    @TempDir
    private Path folder;

    @Test
    void everyQuestionKeepsItsPassageAndItsGolds() throws IOException {
        List<GoldQuestion> questions = QuestionFile.read(write(Questions.FILE));

        assertThat(questions).extracting(GoldQuestion::id).containsExactly("등대-1", "등대-2", "등대-3", "등대-4", "등대-5");
        assertThat(questions.get(0).golds()).containsExactly("1963년 10월", "1963년");
        assertThat(questions.get(2).context()).startsWith("솔바람 등대는");
        assertThat(questions.get(3).context()).startsWith("등대에서는");
        assertThat(questions).extracting(GoldQuestion::type).containsExactly(QuestionType.WHEN, QuestionType.WHO,
                QuestionType.HOW_MANY, QuestionType.WHAT, QuestionType.OTHER);
    }

    @Test
    void aQuestionMarkedImpossibleHasNoGold() throws IOException {
        assertThat(QuestionFile.read(write(Questions.FILE))).extracting(GoldQuestion::answerable)
                .containsExactly(true, true, true, true, false);
    }

    @Test
    void klueNamesItsQuestionsGuid() throws IOException {
        assertThat(QuestionFile.read(write(Questions.FILE.replace("\"id\"", "\"guid\"")))).extracting(GoldQuestion::id)
                .contains("등대-1");
    }

    @Test
    void aByteOrderMarkDoesNotMatter() throws IOException {
        assertThat(QuestionFile.read(write("\ufeff" + Questions.FILE))).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "`` | is not a KorQuAD 1.0 or SQuAD file: the file has no list \"data\".",
            "솔바람 등대 | is not JSON in UTF-8 from line 1, column",
            "{\"data\": [] | is not JSON in UTF-8 from line 1, column",
            "{\"data\": []} {} | is not JSON in UTF-8 from line 1, column",
            "[] | is not a KorQuAD 1.0 or SQuAD file: the file has no list \"data\".",
            "{\"data\": {}} | is not a KorQuAD 1.0 or SQuAD file: the file has no list \"data\".",
            "{\"data\": []} | has no question.",
            "{\"data\": [{\"title\": \"등대\", \"raw_html\": \"\"}]} | data[0] has no list \"paragraphs\".",
            "{\"data\": [{\"paragraphs\": [{\"qas\": []}]}]} | data[0].paragraphs[0] has no text \"context\".",
            "{\"data\": [{\"paragraphs\": [{\"context\": \"등대\"}]}]} | data[0].paragraphs[0] has no list \"qas\"." })
    void aFileOfAnotherFormIsNamedWithThePlaceThatIsWrong(String content, String sentence) throws IOException {
        Path file = write(content);

        assertThatThrownBy(() -> QuestionFile.read(file)).isInstanceOf(UnusableFileException.class)
                .hasMessageStartingWith(file + " ").hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"question\": \"누구?\", \"answers\": []} | qas[0] has no text \"id\".",
            "{\"id\": 7, \"question\": \"누구?\", \"answers\": []} | qas[0] has no text \"id\".",
            "{\"id\": \"7\", \"answers\": []} | qas[0] has no text \"question\".",
            "{\"id\": \"7\", \"question\": \"누구?\"} | qas[0] has no list \"answers\".",
            "{\"id\": \"7\", \"question\": \"누구?\", \"answers\": [{}]} | qas[0].answers[0] has no text \"text\"." })
    void aQuestionThatLacksSomethingIsNamed(String question, String sentence) throws IOException {
        Path file = write("{\"data\": [{\"paragraphs\": [{\"context\": \"등대\", \"qas\": [" + question + "]}]}]}");

        assertThatThrownBy(() -> QuestionFile.read(file)).isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("data[0].paragraphs[0]." + sentence);
    }

    @Test
    void textInAnOldEncodingIsRefusedWithoutRepeatingIt() throws IOException {
        Path file = Files.write(folder.resolve("옛글.json"), Questions.FILE.getBytes(Charset.forName("MS949")));

        assertThatThrownBy(() -> QuestionFile.read(file)).isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("is not JSON in UTF-8").hasMessageNotContaining("등대");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("없음.json");

        assertThatThrownBy(() -> QuestionFile.read(file)).hasMessage("There is no file " + file + ".");
        assertThatThrownBy(() -> QuestionFile.read(folder)).hasMessageContaining("cannot be read");
    }

    @Test
    void aPredictionFileIsOneObjectOfTexts() throws IOException {
        assertThat(PredictionFile.read(write("{\"등대-1\": \"1963년\", \"등대-5\": \"\"}"))).hasSize(2)
                .containsEntry("등대-1", "1963년").containsEntry("등대-5", "");
        Path list = write("[]");
        assertThatThrownBy(() -> PredictionFile.read(list)).isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("it has to be one object, id to text");
        Path scores = write("{\"등대-1\": 0.5}");
        assertThatThrownBy(() -> PredictionFile.read(scores)).isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("the value of \"등대-1\" is not text");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "질문", ".json"), content);
    }
}
