package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextProtoTest {
    @Test
    void modelListIsATree() {
        TextProto.Message file = TextProto.parse("""
                # two models
                model_config_list {
                  config: {
                    name: "독해"  # the name in the URL
                    base_path: '/models/bert', model_platform: "tensorflow";
                    model_version_policy < specific { versions: 42 versions: [43, 0x2c] } >
                    version_labels [ { key: "stable" value: 42 }, < key: "canary" value: 43 > ]
                  }
                  config { name: "two" }
                }
                """);

        TextProto.Message list = file.only("model_config_list").messages("model_config_list").get(0);
        TextProto.Message first = list.messages("config").get(0);
        assertThat(list.messages("config")).extracting(config -> config.text("name").orElseThrow()).containsExactly("독해",
                "two");
        assertThat(first.text("base_path")).contains("/models/bert");
        assertThat(first.text("model_platform")).contains("tensorflow");
        assertThat(first.message("model_version_policy").orElseThrow().message("specific").orElseThrow().numbers("versions"))
                .containsExactly(42L, 43L, 44L);
        assertThat(first.messages("version_labels")).extracting(label -> label.number("value").orElseThrow())
                .containsExactly(42L, 43L);
    }

    @Test
    void absentFieldsAreEmpty() {
        TextProto.Message file = TextProto.parse("\r\n# nothing but a comment");

        assertThat(file.text("name")).isEmpty();
        assertThat(file.word("type")).isEmpty();
        assertThat(file.number("value")).isEmpty();
        assertThat(file.flag("enable")).isEmpty();
        assertThat(file.numbers("value")).isEmpty();
        assertThat(file.messages("config")).isEmpty();
        assertThat(TextProto.parse("sizes: []").numbers("sizes")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "한국"            | 한국
            '따옴표 "안"'      | 따옴표 "안"
            "가" '나'  "다"    | 가나다
            "\\355\\225\\234" | 한
            "\\xed\\x95" "\\x9c" | 한
            "\\ud55c\\U0001F600" | 한😀
            "a\\tb\\\\\\"\\'"  | a	b\\"'
            "\\1012"          | A2
            "# no comment"    | # no comment
            ""                | ``
            """)
    void stringsAreDecoded(String source, String value) {
        assertThat(TextProto.parse("name: " + source).text("name")).contains(value);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "-7, -7", "- 7, -7", "0x1F, 31", "017, 15", "9223372036854775807, 9223372036854775807" })
    void integersAreRead(String source, long value) {
        assertThat(TextProto.parse("n: " + source).number("n")).hasValue(value);
    }

    @ParameterizedTest
    @CsvSource({ "true, true", "True, true", "t, true", "1, true", "false, false", "False, false", "f, false", "0, false" })
    void flagsAreRead(String source, boolean value) {
        assertThat(TextProto.parse("on: " + source).flag("on")).contains(value);
    }

    @Test
    void constantsAreWords() {
        assertThat(TextProto.parse("model_type: TENSORFLOW").word("model_type")).contains("TENSORFLOW");
    }

    @Test
    void unknownFieldIsRefused() {
        TextProto.Message file = TextProto.parse("name: 'a'\n  naem: 'b'");

        assertThatThrownBy(() -> file.only("name")).hasMessage("line 2, column 3: unknown field 'naem'");
        assertThat(file.only("name", "naem")).isSameAs(file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a { b: 1        | line 1, column 16: a field's name or '}' is expected
            a < b: 1 }      | line 1, column 10: a field's name or '>' is expected
            a: 1 }          | line 1, column 6: a field's name is expected
            a 1             | line 1, column 3: ':' or '{' is expected
            a:              | line 1, column 16: a value is expected
            a: 1,, b: 2     | line 1, column 6: a field's name is expected
            a: [1 2]        | line 1, column 7: ',' or ']' is expected
            a: [1, ]        | line 1, column 8: a value is expected
            a: 12x          | line 1, column 4: a number is expected
            a: -b           | line 1, column 5: a number is expected
            a: "b           | line 1, column 4: the string is not closed
            a: "\\q"        | line 1, column 5: no such escape
            a: "\\ud800"    | line 1, column 5: the escape is no character
            a: "\\U00110000" | line 1, column 5: the escape is no character
            a: "\\377"      | line 1, column 4: the string is not UTF-8
            [a.b]: 1        | line 1, column 1: a field's name is expected
            """)
    void brokenTextNamesItsPlace(String source, String message) {
        String padded = source.endsWith(":") || source.endsWith(": 1") ? (source + " ".repeat(15)).substring(0, 15) : source;

        assertThatThrownBy(() -> TextProto.parse(padded)).isInstanceOf(StatusException.class).hasMessage(message);
    }

    @Test
    void fieldsAreWhatTheyAreAskedFor() {
        TextProto.Message file = TextProto.parse("""
                name: 7
                n: 1.5  m: 9223372036854775808  k: 08
                twice: 1 twice: 2
                on: yes
                text: "x"
                """);

        assertThatThrownBy(() -> file.text("name")).hasMessage("line 1, column 7: field 'name' holds a number, not a string");
        assertThatThrownBy(() -> file.messages("text"))
                .hasMessage("line 5, column 7: field 'text' holds a string, not a message");
        assertThatThrownBy(() -> file.number("n")).hasMessage("line 2, column 4: '1.5' is not an integer of 64 bits");
        assertThatThrownBy(() -> file.number("m")).hasMessageContaining("9223372036854775808");
        assertThatThrownBy(() -> file.number("k")).hasMessageContaining("'08'");
        assertThatThrownBy(() -> file.number("twice")).hasMessage("line 3, column 17: field 'twice' can be given only once");
        assertThatThrownBy(() -> file.flag("on")).hasMessage("line 4, column 5: 'yes' is neither true nor false");
        assertThat(file.numbers("twice")).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(ints = { 101, 100_000 })
    void nestingHasAnEnd(int depth) {
        assertThatThrownBy(() -> TextProto.parse("a{".repeat(depth))).hasMessageContaining("nested deeper than 100");
        assertThat(TextProto.parse("a{".repeat(100) + "}".repeat(100)).messages("a")).hasSize(1);
    }
}
