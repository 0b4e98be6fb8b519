package dev.mrc.serving.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads protobuf's text format, in which TensorFlow Serving's configuration files are written, without a schema: what a field
 * must hold is said by whoever asks for it. Extensions and {@code Any} are refused. Every error is a {@link StatusException}
 * (INVALID_ARGUMENT) that names line and column, both from 1.
 *
 * @see <a href="https://protobuf.dev/reference/protobuf/textformat-spec/">the format</a>
 */
final class TextProto {
    private static final int DEPTH = 100;

    private final TextProtoScanner in;

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
        this.in = new TextProtoScanner(text);
    }

    /** The fields of a whole file. */
    static Message parse(String text) {
        return new TextProto(text).fields(TextProtoScanner.END, 0);
    }

    /** Fields by name, each with one value or more. A field that is asked for as what it is not is an error. */
    final class Message {
        private final Map<String, Field> fields = new LinkedHashMap<>();

        /** @throws StatusException if there is any field of another name */
        Message only(String... names) {
            Set<String> known = Set.of(names);
            fields.forEach((name, field) -> {
                if (!known.contains(name)) {
                    throw in.failure(field.at, "unknown field '%s'".formatted(name));
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
                default -> throw in.failure(value.at, "'%s' is neither true nor false".formatted(value.text));
            });
        }

        private Optional<Value> single(String name, Kind... kinds) {
            List<Value> values = values(name, kinds);
            if (values.size() > 1) {
                throw in.failure(values.get(1).at, "field '%s' can be given only once".formatted(name));
            }
            return values.stream().findFirst();
        }

        private List<Value> values(String name, Kind... kinds) {
            List<Value> values = fields.containsKey(name) ? fields.get(name).values : List.of();
            values.stream().filter(value -> !List.of(kinds).contains(value.kind)).findFirst().ifPresent(value -> {
                throw in.failure(value.at, "field '%s' holds a %s, not a %s".formatted(name, value.kind, kinds[0]));
            });
            return values;
        }
    }

    private Message fields(int end, int depth) {
        if (depth > DEPTH) {
            throw in.failure(in.at(), "messages are nested deeper than " + DEPTH);
        }
        Message message = new Message();
        while (!in.take(end)) {
            int start = in.at();
            String name = in.match(TextProtoScanner.NAME,
                    end == TextProtoScanner.END ? "a field's name" : "a field's name or '%c'".formatted(end));
            Field field = message.fields.computeIfAbsent(name, first -> new Field(start, new ArrayList<>()));
            boolean colon = in.take(':');
            if (!in.take('[')) {
                field.values.add(value(colon, depth));
            } else if (!in.take(']')) {
                do {
                    field.values.add(value(colon, depth));
                } while (in.take(','));
                in.expect(in.take(']'), "',' or ']'");
            }
            if (!in.take(',')) {
                in.take(';');
            }
        }
        return message;
    }

    /** @param colon whether there was one; only a message can do without */
    private Value value(boolean colon, int depth) {
        int start = in.at();
        if (in.take('{')) {
            return new Value(start, Kind.MESSAGE, null, fields('}', depth + 1));
        }
        if (in.take('<')) {
            return new Value(start, Kind.MESSAGE, null, fields('>', depth + 1));
        }
        in.expect(colon, "':' or '{'");
        if (in.atString()) {
            return new Value(start, Kind.STRING, in.string(), null);
        }
        String sign = in.take('-') ? "-" : "";
        boolean number = !sign.isEmpty() || in.peek() == '.' || in.peek() >= '0' && in.peek() <= '9';
        return number ? new Value(start, Kind.NUMBER, sign + in.match(TextProtoScanner.NUMBER, "a number"), null)
                : new Value(start, Kind.WORD, in.match(TextProtoScanner.NAME, "a value"), null);
    }

    private long integer(Value value) {
        try {
            return Long.decode(value.text);
        } catch (NumberFormatException e) {
            throw in.failure(value.at, "'%s' is not an integer of 64 bits".formatted(value.text));
        }
    }
}
