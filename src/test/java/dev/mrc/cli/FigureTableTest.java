package dev.mrc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.mrc.cli.FigureTable.Row;

class FigureTableTest {
    private static final FigureTable TABLE = new FigureTable("answers", List.of("What", "Questions", "EM"),
            List.of(Row.of("all", 1520, 41.94), Row.of("who 누구", 20, 30)));
    private static final String DOCUMENT = "# 카드\n<!-- quality: answers -->\n<!-- /quality -->\n끝\n";

    @Test
    void whatIsWrittenIsReadAgainAndLeavesTheRestAlone() {
        String written = TABLE.writtenInto(DOCUMENT);

        assertThat(written).startsWith("# 카드\n").endsWith("<!-- /quality -->\n끝\n").contains("| all | 1,520 | 41.9 |");
        assertThat(TABLE.quotedIn(written)).isEqualTo(TABLE.rows());
        assertThat(TABLE.writtenInto(written)).isEqualTo(written);
    }

    @Test
    void aFigureMayBeOffByTwoTenthsOrOneQuestion() {
        Row many = Row.of("all", 1520, 41.9);
        Row few = Row.of("all", 20, 30);

        assertThat(many.agrees(Row.of("all", 1520, 42.1))).isTrue();
        assertThat(many.agrees(Row.of("all", 1520, 42.2))).isFalse();
        assertThat(few.agrees(Row.of("all", 20, 35))).isTrue();
        assertThat(few.agrees(Row.of("all", 20, 40))).isFalse();
    }

    @Test
    void anotherLabelOrNumberOfQuestionsIsNotTheSame() {
        assertThat(Row.of("all", 20, 30).agrees(Row.of("all", 21, 30))).isFalse();
        assertThat(Row.of("all", 20, 30).agrees(Row.of("some", 20, 30))).isFalse();
        assertThat(Row.of("all", 20, 30).agrees(Row.of("all", 20, 30, 30))).isFalse();
    }

    @Test
    void aDocumentWithoutThePlaceIsNamed() {
        assertThatThrownBy(() -> TABLE.quotedIn("# 카드\n")).hasMessageContaining("<!-- quality: answers -->");
    }
}
