package dev.mrc.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

class JsonCursorTest {
    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", " { \"a\" : [ 1 , -2.5e-3 , true , false , null , { } , [ ] ] } ", "\"가\\uD55C\\n\"",
            "-0", "0.5", "1e308", "1e-400", "NaN", "-NaN", "Inf", "-Inf", "Infinity", "-Infinity", "\"\\uD83D\\uDE00\"",
            "[[[[]]],{\"a\":{\"b\":[{}]}}]", "123456789012345678901234567890" })
    void goesPastWhatIsWellFormed(String json) {
        JsonCursor cursor = cursor(json);

        cursor.skipValue();

        assertThat(cursor.peek()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            instances = [1]   | Invalid value. at offset: 0
            [1,]              | Invalid value. at offset: 3
            [1 2]             | Missing a comma or ] after an array element. at offset: 3
            {"a":1,}          | Missing a name for object member. at offset: 7
            {"a" 1}           | Missing a colon after a name of object member. at offset: 5
            {"a":1 "b":2}     | Missing a comma or } after an object member. at offset: 7
            {a:1}             | Missing a name for object member. at offset: 1
            {'a':1}           | Missing a name for object member. at offset: 1
            [01]              | Missing a comma or ] after an array element. at offset: 2
            [.5]              | Invalid value. at offset: 1
            [5.]              | Miss fraction part in number. at offset: 3
            [1e]              | Miss exponent in number. at offset: 3
            [+1]              | Invalid value. at offset: 1
            [0x10]            | Missing a comma or ] after an array element. at offset: 2
            [Nan]             | Invalid value. at offset: 1
            [nan]             | Invalid value. at offset: 1
            [+Infinity]       | Invalid value. at offset: 1
            [1e309]           | Number too big to be stored in double. at offset: 1
            ["\\uD800"]       | The surrogate pair in string is invalid. at offset: 8
            ["\\uDC00"]       | The surrogate pair in string is invalid. at offset: 8
            ["\\u12G4"]       | Incorrect hex digit after \\u escape in string. at offset: 2
            ["\\x"]           | Invalid escape character in string. at offset: 2
            ["a               | Missing a closing quotation mark in string. at offset: 3
            // x              | Invalid value. at offset: 0
            [                 | Invalid value. at offset: 1
            """)
    void saysWhatIsWrongAndWhere(String json, String message) {
        assertThatThrownBy(() -> cursor(json).skipValue()).isInstanceOf(StatusException.class)
                .hasMessage("JSON Parse error: " + message);
    }

    @Test
    void rawControlCharacterIsRefused() {
        assertThatThrownBy(() -> cursor("\"a\tb\"").skipValue())
                .hasMessage("JSON Parse error: Invalid encoding in string. at offset: 2");
    }

    @Test
    void depthIsNoProblem() {
        JsonCursor cursor = cursor("[".repeat(500_000) + "]".repeat(500_000));

        cursor.skipValue();

        assertThat(cursor.position()).isEqualTo(1_000_000);
    }

    @Test
    void acceptsWhatAnotherStrictParserAccepts() {
        ObjectMapper strict = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
        String seed = "{\"가\":[1,-0.5e+3,true,false,null,{\"a\":\"b\\n\\u00e9\\/\"},[],{}]}";
        String pieces = "{}[],:\"\\ntrue0123456789.eE+- \t\n/'";
        Random random = new Random(5);
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder json = new StringBuilder(seed);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                int at = random.nextInt(json.length());
                char piece = pieces.charAt(random.nextInt(pieces.length()));
                switch (random.nextInt(3)) {
                    case 0 -> json.deleteCharAt(at);
                    case 1 -> json.insert(at, piece);
                    default -> json.setCharAt(at, piece);
                }
            }
            boolean well = parses(strict, json.toString());

            assertThat(goesPast(json.toString())).as(json.toString()).isEqualTo(well);
            accepted += well ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(3_000);
    }

    private static boolean parses(ObjectMapper strict, String json) {
        try {
            return !strict.readTree(json).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean goesPast(String json) {
        JsonCursor cursor = cursor(json);
        try {
            cursor.skipValue();
            return cursor.peek() == 0;
        } catch (StatusException e) {
            return false;
        }
    }

    private static JsonCursor cursor(String json) {
        return new JsonCursor(json.getBytes(StandardCharsets.UTF_8), 0);
    }
}
