package io.countersign.policy;

import java.util.regex.Pattern;

/**
 * A name with {@code *} for any number of characters and {@code ?} for one; all other characters stand for themselves,
 * and case matters.
 */
public record NamePattern(String text) {

    public static final NamePattern ANY = new NamePattern("*");

    public boolean matches(String name) {
        return Pattern.compile(regex(), Pattern.DOTALL).matcher(name).matches();
    }

    private String regex() {
        StringBuilder regex = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return regex.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
