package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.program.RawHttp.Request;
import io.countersign.program.RawHttp.Response;
import io.countersign.program.Routes.Route;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is thrown at any route: an answer by the contract, never a fault, and a server that goes on. */
class JunkIT {

    private static final List<Route> ROUTES = Routes.all();

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
        if (response.status() >= 400
                && !request.method().equals("HEAD")
                && !isAnswerToACondition(response)
                && !isPage(request)) {
            assertThat(isContracts(response)).as("%s%n%s", request, response).isTrue();
        }
    }

    /** People read those, and no contract has them. */
    private static boolean isPage(Request request) {
        return request.target().startsWith("/account/");
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
        return Arbitraries.of(ROUTES).flatMap(Junk::requestsTo);
    }
}
