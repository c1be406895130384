package io.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON in its one canonical form (RFC 8785), so that whoever has the same data has the same bytes. Of texts, whole numbers up
 * to 2^53, booleans, nulls, lists and maps alone: nothing that is signed here needs others.
 */
public final class CanonicalJson {

    /** Beyond it, not every whole number is one of JSON's (RFC 8785, section 3.2.2.3). */
    static final long LARGEST = 1L << 53;

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /** @throws IllegalArgumentException for what is of another type, or no text of Unicode */
    public static byte[] bytes(@Nullable Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The same as text. */
    public static String text(@Nullable Object value) {
        CanonicalJson json = new CanonicalJson();
        json.write(value);
        return json.text.toString();
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> text.append("null");
            case String string -> string(string);
            case Boolean truth -> text.append(truth);
            case Integer number -> text.append(number);
            case Long number -> number(number);
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            default -> throw new IllegalArgumentException(value.getClass() + " has no canonical form here.");
        }
    }

    private void number(long number) {
        if (Math.abs(number) > LARGEST) {
            throw new IllegalArgumentException(number + " is no number of JSON's.");
        }
        text.append(number);
    }

    private void list(List<?> list) {
        String before = "[";
        for (Object each : list) {
            text.append(before);
            write(each);
            before = ",";
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    /** In the order of their UTF-16, which is that of Java's strings (RFC 8785, section 3.2.3). */
    private void map(Map<?, ?> map) {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        String before = "{";
        for (Map.Entry<String, @Nullable Object> each : sorted.entrySet()) {
            text.append(before);
            string(each.getKey());
            text.append(':');
            write(each.getValue());
            before = ",";
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            character(string, i);
        }
        text.append('"');
    }

    private void character(String string, int place) {
        char c = string.charAt(place);
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < ' ') {
                    text.append("\\u%04x".formatted((int) c));
                } else {
                    requirePaired(string, place, c);
                    text.append(c);
                }
            }
        }
    }

    private static void requirePaired(String string, int place, char c) {
        boolean alone = Character.isHighSurrogate(c)
                        && (place + 1 == string.length() || !Character.isLowSurrogate(string.charAt(place + 1)))
                || Character.isLowSurrogate(c) && (place == 0 || !Character.isHighSurrogate(string.charAt(place - 1)));
        if (alone) {
            throw new IllegalArgumentException("Half a character has no canonical form.");
        }
    }
}
