package io.countersign.program;

import io.countersign.program.RawHttp.Request;
import io.countersign.program.Routes.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.json.JsonMapper;

/** Makes requests of {@link OddThings}: with methods, paths, fields and bodies that are wrong in some way, or in none. */
final class Junk {

    private Junk() {}

    /** Requests to that route, or nearly. */
    static Arbitrary<Request> requestsTo(Route route) {
        return Combinators.combine(
                        method(route),
                        target(route),
                        Arbitraries.of(OddThings.CONTENT_TYPES),
                        Arbitraries.of(OddThings.HEADERS),
                        body(route))
                .as((method, target, contentType, odd, body) -> {
                    List<String> headers = new ArrayList<>(odd);
                    headers.add("Authorization: @admin");
                    if (!contentType.isEmpty()) {
                        headers.add("Content-Type: " + contentType);
                    }
                    return new Request(method, target, headers, body);
                });
    }

    private static Arbitrary<String> method(Route route) {
        return Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.just(route.method())),
                Tuple.of(
                        1,
                        Arbitraries.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW")));
    }

    private static Arbitrary<String> target(Route route) {
        Arbitrary<String> segment = Arbitraries.of(OddThings.SEGMENTS);
        return Combinators.combine(segment, segment, segment, query(route))
                .as((first, second, rest, query) -> route.path()
                                .replaceFirst("\\{[^}]*}", Matcher.quoteReplacement(first))
                                .replaceFirst("\\{[^}]*}", Matcher.quoteReplacement(second))
                                .replace("**", rest)
                        + query);
    }

    private static Arbitrary<String> query(Route route) {
        if (route.fields().isEmpty()) {
            return Arbitraries.of(OddThings.QUERIES);
        }
        Arbitrary<String> pair = Combinators.combine(Arbitraries.of(route.fields()), texts())
                .as((field, text) -> field + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        Arbitrary<String> pairs = pair.list().ofMaxSize(5).map(list -> "?" + String.join("&", list));
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(OddThings.QUERIES)),
                Tuple.of(2, Arbitraries.just("")),
                Tuple.of(3, pairs.filter(query -> query.length() < 7_000)));
    }

    private static Arbitrary<byte[]> body(Route route) {
        Arbitrary<byte[]> odd = Arbitraries.of(OddThings.BODIES).map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        if (route.fields().isEmpty()) {
            return Arbitraries.frequencyOf(Tuple.of(3, odd), Tuple.of(1, bytes));
        }
        return Arbitraries.frequencyOf(Tuple.of(2, odd), Tuple.of(1, bytes), Tuple.of(9, messages(route)));
    }

    /** Objects with fields that the route knows and values that it does not expect, in an encoding that may be wrong. */
    private static Arbitrary<byte[]> messages(Route route) {
        Arbitrary<String> field = Combinators.combine(Arbitraries.of(route.fields()), values())
                .as((name, value) -> "\"" + name + "\":" + value);
        return Combinators.combine(
                        field.list().ofMinSize(1).ofMaxSize(route.fields().size() + 1),
                        Arbitraries.frequency(
                                Tuple.of(9, StandardCharsets.UTF_8), Tuple.of(1, StandardCharsets.ISO_8859_1)))
                .as((fields, charset) -> ("{" + String.join(",", fields) + "}").getBytes(charset));
    }

    private static Arbitrary<String> values() {
        Arbitrary<String> text = Arbitraries.of(OddThings.TEXTS).map(odd -> "\"" + odd + "\"");
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(30).map(value -> JsonMapper.shared()
                .writeValueAsString(value));
        Arbitrary<String> nested = Arbitraries.of(OddThings.VALUES)
                .list()
                .ofMaxSize(4)
                .map(values -> "[" + String.join(",", values) + "]");
        return Arbitraries.frequencyOf(
                Tuple.of(5, text),
                Tuple.of(3, Arbitraries.of(OddThings.VALUES)),
                Tuple.of(2, any),
                Tuple.of(1, nested));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(OddThings.TEXTS), Arbitraries.strings().all().ofMaxLength(30));
    }
}
