package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.program.RawHttp.Request;
import io.countersign.program.RawHttp.Response;
import io.countersign.program.Routes.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is thrown at any route: an answer by the contract, never a fault, and a server that goes on. */
class JunkIT {

    private static final List<Route> ROUTES = Routes.all();

    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "0",
            "1",
            "-1",
            "1.5",
            "1e400",
            "NaN",
            "9223372036854775808",
            "null",
            "true",
            "Production",
            "\\u0000",
            "a\\u0000b",
            "\\ud800",
            "\\udc00\\ud800",
            "😀",
            "ẞßĳ",
            "\\n\\r\\t",
            "\\\\",
            "\\\"",
            "'",
            "' OR 1=1 --",
            "../../etc/passwd",
            "/etc/passwd",
            "..",
            ".",
            "//",
            "%00",
            "%2e%2e%2f",
            "file:///etc/passwd",
            "runs:/x/y",
            "models:/a/1",
            "models:/a@b",
            "s3://b/k",
            "mlflow-artifacts:/0/x/artifacts",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "<script>",
            "\\u202eabc",
            "x".repeat(300),
            "y".repeat(70_000),
            "metrics.a > 1",
            "name LIKE '%'",
            "@run",
            "@run",
            "@model",
            "@model",
            "runs:/@run/x",
            "0/@run/artifacts/f",
            "metrics.`a` > 1 AND params.b = 'c",
            "tags.\\\"x",
            "eyJvZmZzZXQiOjF9",
            "LQ",
            "[]",
            "{}");

    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "1",
            "-1",
            "1.5",
            "1e400",
            "-1e-400",
            "9223372036854775807",
            "9223372036854775808",
            "123456789012345678901234567890",
            "[]",
            "{}",
            "[null]",
            "[[[]]]",
            "[1,\"a\",null,{}]",
            "{\"key\":1}",
            "[{\"key\":\"k\",\"value\":null}]",
            "[{\"key\":\"k\",\"value\":{}}]",
            "[{\"key\":[],\"value\":[]}]",
            "[{\"key\":\"k\",\"value\":\"v\",\"timestamp\":1,\"step\":0}]",
            "[{\"key\":\"k\",\"value\":1e999,\"timestamp\":-1,\"step\":-9}]",
            "{\"\":{\"\":{}}}",
            "[{}]",
            "[\"0\"]");

    private static final List<String> ODD_BODIES = List.of(
            "",
            " ",
            "{",
            "}",
            "[",
            "null",
            "\"\"",
            "\"{}\"",
            "\"\\\"{}\\\"\"",
            "{\"a\"",
            "{\"a\":}",
            "{,}",
            "{\"a\":1,\"a\":2}",
            "\u0000",
            "<xml/>",
            "a=b&c=d",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "[".repeat(900) + "]".repeat(900),
            "{\"name\":" + "[".repeat(900) + "]".repeat(900) + "}",
            "{\"name\":\"" + "z".repeat(200_000) + "\"}",
            "{\"name\":" + "9".repeat(5_000) + "}",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n");

    private static final List<String> ODD_QUERIES = List.of(
            "",
            "?",
            "?&&&",
            "?=",
            "?=x",
            "?a",
            "?a=%",
            "?a=%zz",
            "?a=%C0%AF",
            "?a=%00",
            "?name=%ED%A0%80",
            "?run_id=a&run_id=b",
            "?max_results=x",
            "?max_results=99999999999999999999",
            "?page_token=%F0%9F%98%80",
            "?limit=-1",
            "?limit=1&limit=2",
            "?limit=",
            "?page_token=e30",
            "?page_token=bnVsbA",
            "?a=" + "q".repeat(6_000),
            "?order_by=name&order_by=name",
            "?filter=name%20LIKE",
            "?name[]=x",
            "?a=b;c=d",
            "?stages=Production&stages=x",
            "?path=..%2F..",
            "?path=%5C",
            "?path=a%2Fb",
            "?version=1&name=a&path=x",
            "?a=\u00e9",
            "?{}",
            "?a=|",
            "?a=\"");

    private static final List<String> ODD_SEGMENTS = List.of(
            "@model",
            "1",
            "0/@run/artifacts/f",
            "0/@run/artifacts/%2e%2e/f",
            "0/@run/artifacts/" + "d/".repeat(600),
            "a",
            "1",
            "0",
            "-1",
            "99999999999999999999",
            "%20",
            "%00",
            "%2F",
            "%2e%2e",
            "..",
            ".",
            "%5C",
            "%25",
            "%zz",
            "%E2%82%AC",
            "%ED%A0%80",
            "%C0%AF",
            "a;b=c",
            ";",
            "a//b",
            "0/r/artifacts/x",
            "0/r/artifacts/..%2f..%2fx",
            "0/0123456789abcdef0123456789abcdef/artifacts/f",
            "x".repeat(3_000),
            "\u00e9",
            "{",
            "|",
            "\"",
            "a b",
            "%0d%0aX:y",
            "admin%00",
            "~",
            "*",
            "**",
            "'",
            "%F0%9F%98%80");

    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "garbage",
            "",
            "*/*",
            "application/xml");

    private static final List<List<String>> ODD_HEADERS = List.of(
            List.of(),
            List.of(),
            List.of(),
            List.of("Accept: image/png"),
            List.of("Accept: application/xml"),
            List.of("Accept: garbage"),
            List.of("Content-Encoding: gzip"),
            List.of("Idempotency-Key: "),
            List.of("Idempotency-Key: " + "k".repeat(300)),
            List.of("X-HTTP-Method-Override: DELETE"),
            List.of("If-Match: \"x\""),
            List.of("Range: bytes=9-1"),
            List.of("traceparent: 00-zz"),
            List.of("X-Request-Id: \u0007"),
            List.of("Expect: 100-continue"),
            List.of("Cookie: a=b; c"),
            List.of("Accept-Language: *;q=x"),
            List.of("Accept-Charset: nonsense"));

    private static final Map<String, String> EXISTING = new HashMap<>();

    /** What the junk is about, some of the time. */
    @BeforeContainer
    static void anAdminARunAndAModel() {
        Person admin = Person.withRole(TheServer.shared(), "admin");
        EXISTING.put("@admin", Http.basic(admin.name(), admin.password()));
        EXISTING.put("@model", "junk" + Person.unique());
        Map<String, String> model = Map.of("name", EXISTING.get("@model"), "source", "s3://b/k");
        admin.http().post(Http.API + "registered-models/create", model).ok();
        admin.http().post(Http.API + "model-versions/create", model).ok();
        EXISTING.put(
                "@run",
                admin.http()
                        .post(Http.API + "runs/create", Map.of())
                        .ok()
                        .json()
                        .at("/run/info/run_id")
                        .stringValue());
    }

    @Example
    void everyRouteOfTheProgramIsTried() {
        assertThat(ROUTES)
                .extracting(Route::toString)
                .contains(
                        "POST /api/2.0/mlflow/runs/log-batch",
                        "DELETE /ajax-api/2.0/mlflow/transition-requests/delete",
                        "PUT /api/2.0/mlflow-artifacts/artifacts/**",
                        "GET /api/governance/v1/models/{name}/versions/{version}/timeline",
                        "GET /health")
                .hasSizeGreaterThan(150);
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void junkIsAnsweredByTheContract(@ForAll("junk") Request request) {
        Response response = send(request);
        assertThat(response.status()).as("%s%n%s", request, response).isLessThan(500);
        if (response.status() >= 400 && !request.method().equals("HEAD") && !isAnswerToACondition(response)) {
            assertThat(isContracts(response)).as("%s%n%s", request, response).isTrue();
        }
    }

    /** What HTTP itself says of If-Match and Range needs no words. */
    private static boolean isAnswerToACondition(Response response) {
        return (response.status() == 412 || response.status() == 416)
                && response.body().isEmpty();
    }

    static Response send(Request request) {
        return RawHttp.send(
                TheServer.shared().uri(),
                new Request(
                        request.method(),
                        withExisting(request.target()),
                        request.headers().stream().map(JunkIT::withExisting).toList(),
                        withExisting(new String(request.body(), StandardCharsets.ISO_8859_1))
                                .getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String withExisting(String text) {
        String filled = text;
        for (Map.Entry<String, String> each : EXISTING.entrySet()) {
            filled = filled.replace(each.getKey(), each.getValue())
                    .replace(each.getKey().replace("@", "%40"), each.getValue());
        }
        return filled;
    }

    @AfterContainer
    static void theServerGoesOn() {
        ServerProcess server = TheServer.shared();
        assertThat(server.isHealthy()).isTrue();
        assertThat(server.err()).doesNotContain("A request failed.");
        assertThat(server.admin()
                        .get(Http.API + "experiments/get?experiment_id=0")
                        .status())
                .isEqualTo(200);
    }

    /** An error of the wire contracts, or a problem in detail where the API is Countersign's own. */
    static boolean isContracts(Response response) {
        try {
            JsonNode error = JsonMapper.shared().readTree(response.body());
            return response.contentType().contains("json")
                    && (error.path("error_code").isString()
                                    && error.path("message").isString()
                            || error.path("type").isString()
                                    && error.path("status").isNumber());
        } catch (JacksonException e) {
            return false;
        }
    }

    @Provide
    Arbitrary<Request> junk() {
        return Arbitraries.of(ROUTES).flatMap(JunkIT::junkFor);
    }

    private static Arbitrary<Request> junkFor(Route route) {
        return Combinators.combine(
                        method(route),
                        target(route),
                        Arbitraries.of(CONTENT_TYPES),
                        Arbitraries.of(ODD_HEADERS),
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
        Arbitrary<String> segment = Arbitraries.of(ODD_SEGMENTS);
        return Combinators.combine(segment, segment, segment, query(route))
                .as((first, second, rest, query) -> route.path()
                                .replaceFirst("\\{[^}]*}", Matcher.quoteReplacement(first))
                                .replaceFirst("\\{[^}]*}", Matcher.quoteReplacement(second))
                                .replace("**", rest)
                        + query);
    }

    private static Arbitrary<String> query(Route route) {
        if (route.fields().isEmpty()) {
            return Arbitraries.of(ODD_QUERIES);
        }
        Arbitrary<String> pair = Combinators.combine(Arbitraries.of(route.fields()), texts())
                .as((field, text) -> field + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        Arbitrary<String> pairs = pair.list().ofMaxSize(5).map(list -> "?" + String.join("&", list));
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(ODD_QUERIES)),
                Tuple.of(2, Arbitraries.just("")),
                Tuple.of(3, pairs.filter(query -> query.length() < 7_000)));
    }

    private static Arbitrary<byte[]> body(Route route) {
        Arbitrary<byte[]> odd = Arbitraries.of(ODD_BODIES).map(text -> text.getBytes(StandardCharsets.UTF_8));
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
        Arbitrary<String> text = Arbitraries.of(ODD_TEXTS).map(odd -> "\"" + odd + "\"");
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(30).map(value -> JsonMapper.shared()
                .writeValueAsString(value));
        Arbitrary<String> nested =
                Arbitraries.of(ODD_VALUES).list().ofMaxSize(4).map(values -> "[" + String.join(",", values) + "]");
        return Arbitraries.frequencyOf(
                Tuple.of(5, text), Tuple.of(3, Arbitraries.of(ODD_VALUES)), Tuple.of(2, any), Tuple.of(1, nested));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(ODD_TEXTS), Arbitraries.strings().all().ofMaxLength(30));
    }
}
