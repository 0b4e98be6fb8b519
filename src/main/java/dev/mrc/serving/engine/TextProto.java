package dev.mrc.serving.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads protobuf's text format, in which TensorFlow Serving's configuration files are written, without a schema: what a field
 * must hold is said by whoever asks for it. Extensions and {@code Any} are refused. Every error is a {@link StatusException}
 * (INVALID_ARGUMENT) that names line and column, both from 1.
 *
 * @see <a href="https://protobuf.dev/reference/protobuf/textformat-spec/">the format</a>
 */
final class TextProto {
    private static final int END = -1;
    private static final int DEPTH = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile(
            "(?:0[xX]\\p{XDigit}+|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?)(?![A-Za-z0-9_.])");
    private static final Pattern ESCAPE = Pattern.compile(
            "([0-3]?[0-7]{1,2})|[xX](\\p{XDigit}{1,2})|u(\\p{XDigit}{4})|U(\\p{XDigit}{8})");
    private static final String SHORT_ESCAPES = "abfnrtv\\'\"?";
    private static final String SHORT_MEANINGS = "\7\b\f\n\r\t\13\\'\"?";

    private final String text;
    private int at;

    private enum Kind {
        STRING,
        NUMBER,
        WORD,
        MESSAGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param message null unless the kind is MESSAGE, {@code text} null if it is */
    private record Value(int at, Kind kind, String text, Message message) {
    }

    private record Field(int at, List<Value> values) {
    }

    private TextProto(String text) {
        this.text = text;
    }

    /** The fields of a whole file. */
    static Message parse(String text) {
        TextProto parser = new TextProto(text);
        parser.skip();
        return parser.fields(END, 0);
    }

    /** Fields by name, each with one value or more. A field that is asked for as what it is not is an error. */
    final class Message {
        private final Map<String, Field> fields = new LinkedHashMap<>();

        /** @throws StatusException if there is any field of another name */
        Message only(String... names) {
            Set<String> known = Set.of(names);
            fields.forEach((name, field) -> {
                if (!known.contains(name)) {
                    throw failure(field.at, "unknown field '%s'".formatted(name));
                }
            });
            return this;
        }

        List<Message> messages(String name) {
            return values(name, Kind.MESSAGE).stream().map(Value::message).toList();
        }

        Optional<Message> message(String name) {
            return single(name, Kind.MESSAGE).map(Value::message);
        }

        Optional<String> text(String name) {
            return single(name, Kind.STRING).map(Value::text);
        }

        /** An enum's constant. */
        Optional<String> word(String name) {
            return single(name, Kind.WORD).map(Value::text);
        }

        OptionalLong number(String name) {
            return single(name, Kind.NUMBER).map(value -> OptionalLong.of(integer(value))).orElseGet(OptionalLong::empty);
        }

        List<Long> numbers(String name) {
            return values(name, Kind.NUMBER).stream().map(TextProto.this::integer).toList();
        }

        Optional<Boolean> flag(String name) {
            return single(name, Kind.WORD, Kind.NUMBER).map(value -> switch (value.text) {
                case "true", "True", "t", "1" -> true;
                case "false", "False", "f", "0" -> false;
                default -> throw failure(value.at, "'%s' is neither true nor false".formatted(value.text));
            });
        }

        private Optional<Value> single(String name, Kind... kinds) {
            List<Value> values = values(name, kinds);
            if (values.size() > 1) {
                throw failure(values.get(1).at, "field '%s' can be given only once".formatted(name));
            }
            return values.stream().findFirst();
        }

        private List<Value> values(String name, Kind... kinds) {
            List<Value> values = fields.containsKey(name) ? fields.get(name).values : List.of();
            values.stream().filter(value -> !List.of(kinds).contains(value.kind)).findFirst().ifPresent(value -> {
                throw failure(value.at, "field '%s' holds a %s, not a %s".formatted(name, value.kind, kinds[0]));
            });
            return values;
        }
    }

    private Message fields(int end, int depth) {
        if (depth > DEPTH) {
            throw failure(at, "messages are nested deeper than " + DEPTH);
        }
        Message message = new Message();
        while (!take(end)) {
            int start = at;
            String name = match(NAME, end == END ? "a field's name" : "a field's name or '%c'".formatted(end));
            Field field = message.fields.computeIfAbsent(name, first -> new Field(start, new ArrayList<>()));
            boolean colon = take(':');
            if (!take('[')) {
                field.values.add(value(colon, depth));
            } else if (!take(']')) {
                do {
                    field.values.add(value(colon, depth));
                } while (take(','));
                expect(take(']'), "',' or ']'");
            }
            if (!take(',')) {
                take(';');
            }
        }
        return message;
    }

    /** @param colon whether there was one; only a message can do without */
    private Value value(boolean colon, int depth) {
        int start = at;
        if (take('{')) {
            return new Value(start, Kind.MESSAGE, null, fields('}', depth + 1));
        }
        if (take('<')) {
            return new Value(start, Kind.MESSAGE, null, fields('>', depth + 1));
        }
        expect(colon, "':' or '{'");
        if (quote(peek())) {
            return new Value(start, Kind.STRING, string(), null);
        }
        String sign = take('-') ? "-" : "";
        boolean number = !sign.isEmpty() || peek() == '.' || peek() >= '0' && peek() <= '9';
        return number ? new Value(start, Kind.NUMBER, sign + match(NUMBER, "a number"), null)
                : new Value(start, Kind.WORD, match(NAME, "a value"), null);
    }

    /** One literal or several, joined. Escapes may stand for single bytes, so it is the whole that must be UTF-8. */
    private String string() {
        int start = at;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (quote(peek())) {
            int end = peek();
            at++;
            while (peek() != end) {
                if (peek() == END || peek() == '\n') {
                    throw failure(start, "the string is not closed");
                }
                int point = text.codePointAt(at);
                at += Character.charCount(point);
                if (point == '\\') {
                    escape(bytes);
                } else {
                    bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                }
            }
            at++;
            skip();
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw failure(start, "the string is not UTF-8");
        }
    }

    private void escape(ByteArrayOutputStream bytes) {
        int single = peek() == END ? END : SHORT_ESCAPES.indexOf(peek());
        if (single >= 0) {
            bytes.write(SHORT_MEANINGS.charAt(single));
            at++;
            return;
        }
        Matcher matcher = ESCAPE.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw failure(at - 1, "no such escape");
        }
        at = matcher.end();
        if (matcher.group(1) != null || matcher.group(2) != null) {
            bytes.write(
                    matcher.group(1) != null ? Integer.parseInt(matcher.group(1), 8) : Integer.parseInt(matcher.group(2), 16));
            return;
        }
        long point = Long.parseLong(matcher.group(matcher.group(3) != null ? 3 : 4), 16);
        if (point > Character.MAX_CODE_POINT || Character.getType((int) point) == Character.SURROGATE) {
            throw failure(matcher.start() - 1, "the escape is no character");
        }
        bytes.writeBytes(Character.toString((int) point).getBytes(StandardCharsets.UTF_8));
    }

    private long integer(Value value) {
        try {
            return Long.decode(value.text);
        } catch (NumberFormatException e) {
            throw failure(value.at, "'%s' is not an integer of 64 bits".formatted(value.text));
        }
    }

    private static boolean quote(int c) {
        return c == '"' || c == '\'';
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private boolean take(int c) {
        if (peek() != c) {
            return false;
        }
        if (c != END) {
            at++;
            skip();
        }
        return true;
    }

    private void skip() {
        while (peek() == '#' || " \t\n\r\f\13".indexOf(peek()) >= 0) {
            if (peek() == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line;
            } else {
                at++;
            }
        }
    }

    private String match(Pattern pattern, String wanted) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        expect(matcher.lookingAt(), wanted);
        at = matcher.end();
        skip();
        return matcher.group();
    }

    private void expect(boolean met, String wanted) {
        if (!met) {
            throw failure(at, wanted + " is expected");
        }
    }

    private StatusException failure(int where, String message) {
        int line = 1 + (int) text.substring(0, where).chars().filter(c -> c == '\n').count();
        int column = where - text.lastIndexOf('\n', where - 1);
        return StatusException.invalid("line %d, column %d: %s".formatted(line, column, message));
    }
}
