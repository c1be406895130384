package io.countersign.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) as strictly as signed things deserve: one value, no name twice (RFC 7493), no number that JSON readers
 * would understand differently, nothing behind it. For a verifier that depends on nothing but the Java runtime.
 */
public final class JsonReader {

    private static final int DEEPEST = 100;

    private final String text;
    private int place;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * @return a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link List}, {@link Map} or null
     * @throws Unreadable when it is not JSON, telling where
     */
    public static @Nullable Object read(byte[] json) {
        return read(Encoding.utf8(json));
    }

    /** The same of text. */
    public static @Nullable Object read(String json) {
        JsonReader reader = new JsonReader(json);
        Object value = reader.value();
        reader.skipBlanks();
        if (reader.place < json.length()) {
            throw reader.unreadable("something behind its end");
        }
        return value;
    }

    private @Nullable Object value() {
        skipBlanks();
        if (++depth > DEEPEST) {
            throw unreadable("more than " + DEEPEST + " levels");
        }
        Object value =
                switch (peek()) {
                    case '{' -> object();
                    case '[' -> array();
                    case '"' -> string();
                    case 't' -> word("true", true);
                    case 'f' -> word("false", false);
                    case 'n' -> word("null", null);
                    default -> number();
                };
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        place++;
        skipBlanks();
        if (peek() == '}') {
            place++;
            return fields;
        }
        do {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            if (fields.containsKey(name)) {
                throw unreadable("the name " + Encoding.shortened(name) + " twice");
            }
            fields.put(name, value());
        } while (another('}'));
        return fields;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> values = new ArrayList<>();
        place++;
        skipBlanks();
        if (peek() == ']') {
            place++;
            return values;
        }
        do {
            values.add(value());
        } while (another(']'));
        return values;
    }

    private boolean another(char end) {
        skipBlanks();
        if (peek() == ',') {
            place++;
            return true;
        }
        expect(end);
        return false;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw unreadable("a control character in a text");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        if (string.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw unreadable("half a character before it");
        }
        return string.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (digit() << 12 | digit() << 8 | digit() << 4 | digit());
            default -> throw unreadable("an escape that there is not");
        };
    }

    private int digit() {
        int digit = Character.digit(next(), 16);
        if (digit < 0 || text.charAt(place - 1) > 'f') {
            throw unreadable("an escape without four digits");
        }
        return digit;
    }

    private Object number() {
        int begin = place;
        while (place < text.length() && "+-.0123456789eE".indexOf(text.charAt(place)) >= 0) {
            place++;
        }
        String number = text.substring(begin, place);
        if (number.matches("-?(0|[1-9]\\d{0,17})")) {
            return Long.parseLong(number);
        }
        if (number.length() < 100 && number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?")) {
            double value = Double.parseDouble(number);
            if (Double.isFinite(value)) {
                return value;
            }
        }
        place = begin;
        throw unreadable("no value");
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, place)) {
            throw unreadable("no value");
        }
        place += word.length();
        return value;
    }

    private void skipBlanks() {
        while (place < text.length() && " \t\r\n".indexOf(text.charAt(place)) >= 0) {
            place++;
        }
    }

    private char peek() {
        if (place == text.length()) {
            throw unreadable("its end");
        }
        return text.charAt(place);
    }

    private char next() {
        char c = peek();
        place++;
        return c;
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw unreadable("no " + expected);
        }
        place++;
    }

    private Unreadable unreadable(String what) {
        return new Unreadable("It is not JSON: at character " + place + " there is " + what + ".");
    }
}
