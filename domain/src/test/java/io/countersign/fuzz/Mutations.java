package io.countersign.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Texts that nobody should send: valid ones that were damaged in a few places, and mere junk. */
public final class Mutations {

    private static final int LONGEST = 200_000;
    private static final int MOST_DAMAGES = 4;

    /** Each is something that some parser somewhere stumbled over. */
    private static final List<String> PIECES = List.of(
            // characters that texts, databases and encodings do not hold, or not all alike
            "\0",
            "\u0007",
            "\uD83D",
            "\uDE80",
            "🚀",
            "ẞıſ",
            "\u202E",
            "\u0085",
            "\u2028",
            "\u00A0",
            "\u0660",
            "\uFEFF",
            "\uFFFF",
            "\r\n",
            "\t",
            " ",
            "\\u0000",
            "\\uD83D",
            "\\0",
            "\\x00",
            "\"\\0\"",
            "%00",
            "%ED%A0%80",
            "%2e%2E%2f",
            "%25",
            "%",
            // numbers and words
            "-",
            "-1",
            "0",
            "00",
            "1.5",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e999",
            "1e-999",
            "1e2147483648",
            "9".repeat(400),
            "NaN",
            "Infinity",
            "0x7f",
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "PT9223372036854775807S",
            "P2147483647Y",
            // punctuation of the languages that are read
            "[",
            "]",
            "{",
            "}",
            "(",
            ")",
            "<",
            ">",
            "\"",
            "'",
            "`",
            "\\",
            "/",
            "//",
            "../",
            ",",
            ":",
            ": ",
            ";",
            ".",
            "?",
            "*",
            "&",
            "=",
            "!",
            "|",
            "#",
            "@",
            "~",
            "$",
            "${x}",
            "+",
            "-- ",
            "- ",
            "\n- ",
            "? ",
            "? ? ",
            "---\n",
            "\n...\n",
            "%YAML 9.9\n---\n",
            "&a ",
            "*a",
            "*a, ",
            "<<: *a\n",
            "!!java.net.URL ",
            "!!javax.script.ScriptEngineManager ",
            "!!binary ",
            "!<tag:x> ",
            ">+9\n",
            "{a: ",
            "[{\"a\":",
            "x".repeat(3_000));

    private static final List<String> OPENINGS =
            List.of("[", "{", "(", "{\"a\":", "{a: ", "- ", "? ", "!", "-", "a=1 AND ", "/a");

    private Mutations() {}

    /** Any characters of all planes, NUL and halves of surrogate pairs among them, and odd pieces. */
    public static Arbitrary<String> junk() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().all().ofMaxLength(60),
                        Arbitraries.strings().ascii().ofMaxLength(60),
                        Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces)))
                .withoutEdgeCases();
    }

    /** One of the valid texts, or of the pieces alone, with up to {@value #MOST_DAMAGES} damages. */
    public static Arbitrary<String> of(String... valid) {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                9,
                                Combinators.combine(
                                                Arbitraries.of(valid),
                                                damage(valid).list().ofMaxSize(MOST_DAMAGES))
                                        .as(Mutations::damaged)),
                        Tuple.of(1, junk()))
                .withoutEdgeCases();
    }

    /** The same in an encoding that may be the wrong one. */
    public static Arbitrary<byte[]> bytesOf(String... valid) {
        return Combinators.combine(
                        of(valid),
                        Arbitraries.frequency(
                                Tuple.of(8, StandardCharsets.UTF_8),
                                Tuple.of(1, StandardCharsets.ISO_8859_1),
                                Tuple.of(1, StandardCharsets.UTF_16)))
                .as(String::getBytes);
    }

    private static String damaged(String text, List<Damage> damages) {
        String all = text;
        for (Damage damage : damages) {
            all = damage.to(all);
        }
        return all.length() > LONGEST ? all.substring(0, LONGEST) : all;
    }

    private static Arbitrary<Damage> damage(String... others) {
        Arbitrary<Double> place = Arbitraries.doubles().between(0, 1).withDistribution(RandomDistribution.uniform());
        Arbitrary<String> piece =
                Arbitraries.frequencyOf(Tuple.of(20, Arbitraries.of(PIECES)), Tuple.of(1, Arbitraries.of(others)));
        return Combinators.combine(
                        Arbitraries.of(Kind.values()),
                        place,
                        place,
                        Arbitraries.integers().between(1, 30),
                        piece,
                        Arbitraries.of(OPENINGS),
                        Arbitraries.of(2, 3, 50, 1_000, 10_000))
                .as(Damage::new);
    }

    private enum Kind {
        CUT,
        DROP,
        INSERT,
        REPLACE,
        FLIP,
        MOVE,
        DOUBLE,
        NEST
    }

    /**
     * One damage.
     *
     * @param at from 0, the beginning, to 1, the end; {@code to} likewise
     * @param length of what is damaged, in characters
     * @param times that something is repeated, where something is
     */
    private record Damage(Kind kind, double at, double to, int length, String piece, String opening, int times) {

        String to(String text) {
            int from = (int) (at * text.length());
            int end = Math.min(text.length(), from + length);
            String head = text.substring(0, from);
            String part = text.substring(from, end);
            String tail = text.substring(end);
            return switch (kind) {
                case CUT -> head;
                case DROP -> head + tail;
                case INSERT -> head + piece + part + tail;
                case REPLACE -> head + piece + tail;
                case FLIP -> head + flipped(part) + tail;
                case MOVE -> moved(part, head + tail);
                case DOUBLE -> head + repeated(part) + tail;
                case NEST -> head + repeated(opening) + part + tail;
            };
        }

        private String flipped(String part) {
            return part.isEmpty() ? "" : (char) (part.charAt(0) ^ (1 << (times % 16))) + part.substring(1);
        }

        private String moved(String part, String rest) {
            int place = (int) (to * rest.length());
            return rest.substring(0, place) + part + rest.substring(place);
        }

        private String repeated(String part) {
            return part.repeat(part.isEmpty() ? 0 : Math.min(times, LONGEST / part.length()));
        }
    }
}
