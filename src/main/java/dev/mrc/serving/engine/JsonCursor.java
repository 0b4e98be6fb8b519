package dev.mrc.serving.engine;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * A cursor over a JSON text in UTF-8 that checks what it goes past. Not a general parser, because the grammar is TensorFlow
 * Serving's: {@code NaN}, {@code -Inf} and their kin are numbers, any depth is fine, bytes in strings are passed through as
 * they are, messages are RapidJSON's.
 *
 * @see <a href="https://github.com/Tencent/rapidjson/blob/master/include/rapidjson/error/en.h">the messages</a>
 */
class JsonCursor {
    final byte[] text;
    int at;
    private final BitSet objects = new BitSet();

    JsonCursor(byte[] text, int at) {
        this.text = text;
        this.at = at;
    }

    final int position() {
        return at;
    }

    /** The byte under the cursor after blanks, or 0 at the end. */
    final byte peek() {
        while (at < text.length) {
            byte b = text[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return 0;
    }

    /** Goes past {@code wanted} if it is the next byte after blanks. */
    final boolean take(char wanted) {
        if (peek() == wanted && at < text.length) {
            at++;
            return true;
        }
        return false;
    }

    /** Checks one value and goes past it. */
    final void skipValue() {
        int depth = 0;
        do {
            byte opener = peek();
            if (opener == '{' || opener == '[') {
                at++;
                objects.set(depth, opener == '{');
                if (!take(opener == '{' ? '}' : ']')) {
                    if (objects.get(depth)) {
                        skipName();
                    }
                    depth++;
                    continue;
                }
            } else {
                skipScalar(opener);
            }
            depth = skipEnds(depth);
        } while (depth > 0);
    }

    /** After a value: closes what ends here; returns the depth at which the next value begins, 0 when all is closed. */
    private int skipEnds(int depth) {
        int open = depth;
        while (open > 0) {
            boolean inObject = objects.get(open - 1);
            if (take(',')) {
                if (inObject) {
                    skipName();
                }
                return open;
            }
            if (!take(inObject ? '}' : ']')) {
                throw error(inObject ? "Missing a comma or } after an object member."
                        : "Missing a comma or ] after an array element.");
            }
            open--;
        }
        return 0;
    }

    /** Checks a member's name and its colon. */
    final void skipName() {
        if (peek() != '"') {
            throw error("Missing a name for object member.");
        }
        skipString();
        if (!take(':')) {
            throw error("Missing a colon after a name of object member.");
        }
    }

    /** After a member of the root object: nothing but a comma or the object's end may follow. */
    final void checkEndOfMember() {
        byte next = peek();
        if (next != ',' && next != '}') {
            throw error("Missing a comma or } after an object member.");
        }
    }

    private void skipScalar(byte first) {
        switch (first) {
            case '"' -> skipString();
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    private void skipWord(String word) {
        if (!startsWith(word)) {
            throw error("Invalid value.");
        }
        at += word.length();
    }

    private boolean startsWith(String word) {
        if (text.length - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    final void skipString() {
        at++;
        while (at < text.length) {
            byte b = text[at];
            if (b == '"') {
                at++;
                return;
            }
            if (b == '\\') {
                skipEscape();
            } else if (b >= 0 && b < ' ') {
                throw error("Invalid encoding in string.");
            } else {
                at++;
            }
        }
        throw error("Missing a closing quotation mark in string.");
    }

    private void skipEscape() {
        byte kind = at + 1 < text.length ? text[at + 1] : 0;
        if (kind != 'u') {
            if ("\"\\/bfnrt".indexOf(kind) < 0) {
                throw error("Invalid escape character in string.");
            }
            at += 2;
            return;
        }
        int unit = hex();
        if (unit >= 0xDC00 && unit <= 0xDFFF) {
            throw error("The surrogate pair in string is invalid.");
        }
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            int low = at + 1 < text.length && text[at] == '\\' && text[at + 1] == 'u' ? hex() : 0;
            if (low < 0xDC00 || low > 0xDFFF) {
                throw error("The surrogate pair in string is invalid.");
            }
        }
    }

    /** Reads {@code \}{@code uXXXX}. */
    private int hex() {
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = i < text.length ? Character.digit(text[i], 16) : -1;
            if (digit < 0) {
                throw error("Incorrect hex digit after \\u escape in string.");
            }
            unit = unit << 4 | digit;
        }
        at += 6;
        return unit;
    }

    final void skipNumber() {
        int start = at;
        if (at < text.length && text[at] == '-') {
            at++;
        }
        if (skipNonFinite()) {
            return;
        }
        int digits = at;
        if (at < text.length && text[at] == '0') {
            at++;
        } else {
            skipDigits("Invalid value.");
        }
        boolean long308 = at - digits > 308;
        if (at < text.length && text[at] == '.') {
            at++;
            skipDigits("Miss fraction part in number.");
        }
        if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (at < text.length && (text[at] == '+' || text[at] == '-')) {
                at++;
            }
            skipDigits("Miss exponent in number.");
            long308 = true;
        }
        if (long308 && Double.isInfinite(Double.parseDouble(ascii(start, at)))) {
            at = start;
            throw error("Number too big to be stored in double.");
        }
    }

    private boolean skipNonFinite() {
        for (String word : new String[] { "NaN", "Infinity", "Inf" }) {
            if (at < text.length && text[at] == word.charAt(0) && startsWith(word)) {
                at += word.length();
                return true;
            }
        }
        return false;
    }

    private void skipDigits(String otherwise) {
        int start = at;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw error(otherwise);
        }
    }

    final String ascii(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private StatusException error(String message) {
        return StatusException.invalid("JSON Parse error: " + message + " at offset: " + at);
    }
}
