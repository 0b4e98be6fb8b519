package dev.mrc.serving.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of a {@link TextProto}: stands always on the first of a token, blanks and comments behind it. */
final class TextProtoScanner {
    static final int END = -1;
    static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    static final Pattern NUMBER = Pattern.compile(
            "(?:0[xX]\\p{XDigit}+|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?)(?![A-Za-z0-9_.])");
    private static final Pattern ESCAPE = Pattern.compile(
            "([0-3]?[0-7]{1,2})|[xX](\\p{XDigit}{1,2})|u(\\p{XDigit}{4})|U(\\p{XDigit}{8})");
    private static final String SHORT_ESCAPES = "abfnrtv\\'\"?";
    private static final String SHORT_MEANINGS = "\7\b\f\n\r\t\13\\'\"?";

    private final String text;
    private int at;

    TextProtoScanner(String text) {
        this.text = text;
        skip();
    }

    /** Where it stands, in UTF-16 units, for {@link #failure}. */
    int at() {
        return at;
    }

    /** One literal or several, joined. Escapes may stand for single bytes, so it is the whole that must be UTF-8. */
    String string() {
        int start = at;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (atString()) {
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

    /** Whether a string begins here. */
    boolean atString() {
        int c = peek();
        return c == '"' || c == '\'';
    }

    /** The next character, or {@link #END}. */
    int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /** Goes past the character, and the blanks and comments behind it, if it is the next one. */
    boolean take(int c) {
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

    /** @param wanted what an error says is expected */
    String match(Pattern pattern, String wanted) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        expect(matcher.lookingAt(), wanted);
        at = matcher.end();
        skip();
        return matcher.group();
    }

    void expect(boolean met, String wanted) {
        if (!met) {
            throw failure(at, wanted + " is expected");
        }
    }

    StatusException failure(int where, String message) {
        int line = 1 + (int) text.substring(0, where).chars().filter(c -> c == '\n').count();
        int column = where - text.lastIndexOf('\n', where - 1);
        return StatusException.invalid("line %d, column %d: %s".formatted(line, column, message));
    }
}
