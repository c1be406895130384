package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.delivery.WebhookEngine;
import io.countersign.governance.Office;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * From a request to a deployment with a real Jenkins-style server in between. What Hudson lacks of today's Jenkins, 201 with
 * a place in the queue and crumbs, is {@link JenkinsTest}'s matter.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class HudsonTest {

    private static final String TOKEN = "open sesame, Hudson";
    private static final String POLICY = """
            policy: tested
            applies-to: {changes: [{stage: {to: [Production]}}]}
            requires:
              approvals: {group: reviewer}
              checks: [{name: integration-tests, reporter: ci}]
            """;

    /** What a job has to say is what any shell with curl can say. */
    private static final String CHECK = """
            curl --silent --show-error --fail --user "$COUNTERSIGN_USER:$COUNTERSIGN_PASSWORD" \\
              --header 'Content-Type: application/json' \\
              --data '{"check": "integration-tests", "external_id": "check-'"$BUILD_NUMBER"'", "state": "passed"}' \\
              "$COUNTERSIGN_URL/api/governance/v1/models/$MODEL/versions/$VERSION/checks"
            """;

    private static final String DEPLOY = """
            "$COUNTERSIGN_SH" gate "$MODEL" "$VERSION" Production
            echo "$MODEL $VERSION" > "$DEPLOYED"
            """;

    @TempDir
    private static Path folder;

    private final Office office = new Office();
    private HudsonServer hudson;
    private Caller ann;
    private Caller rita;

    @BeforeAll
    void start() throws IOException {
        ann = office.hire("ann", "contributor");
        rita = office.hire("rita", "reviewer");
        Caller ci = office.hire("ci", "contributor");
        office.inForce(POLICY);
        office.server().part(WebhookEngine.class).start();
        hudson = HudsonServer.with(
                TOKEN,
                Map.of("check", CHECK, "deploy", DEPLOY),
                Map.of(
                        "COUNTERSIGN_URL", office.server().url(),
                        "COUNTERSIGN_USER", ci.username(),
                        "COUNTERSIGN_PASSWORD", ci.password(),
                        "COUNTERSIGN_SH", script().toString(),
                        "DEPLOYED", folder.resolve("deployed").toString()));
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (hudson != null) {
            hudson.close();
        }
        office.close();
    }

    @Test
    void aRequestIsCheckedByOneJobAndItsApprovalDeployedByAnother() throws Exception {
        String checks = webhook("check", "registered-model.transition-requested", TOKEN);
        String deployments = webhook("deploy", "registered-model.transition-approved", TOKEN);
        String model = Office.aModel(ann);
        String request = Office.asked(ann, model);
        assertThat(rule(request)).isEqualTo("unsatisfied");

        soon("the job's check satisfies the rule", () -> rule(request).equals("satisfied"));
        assertThat(hudson.console("check", 1)).contains("integration-tests");
        assertThat(Files.exists(folder.resolve("deployed"))).isFalse();

        JsonNode decided = Office.send(rita, "POST", "/requests/" + request + "/approve", Map.of());
        assertThat(decided.at("/request/state").asString()).isEqualTo("approved");
        soon("the second job has deployed it", () -> Files.exists(folder.resolve("deployed")));

        soon("it has said what", () -> read(folder.resolve("deployed")).equals(model + " 1\n"));
        assertThat(hudson.console("deploy", 1)).contains("\"answer\" : \"allow\"");
        for (String webhook : List.of(checks, deployments)) {
            soon(
                    "it is noted",
                    () -> delivery(webhook).path("state").asString("").equals("delivered"));
            assertThat(delivery(webhook).at("/last_attempt/status").asInt()).isEqualTo(302);
        }
    }

    @Test
    void aWrongTokenStartsNothing() {
        String webhook = webhook("check", "registered-model.version-created", "another sesame");
        Office.aModel(ann);
        soon("it was tried", () -> delivery(webhook).has("last_attempt"));

        assertThat(delivery(webhook).at("/last_attempt/status").asInt()).isEqualTo(403);
        assertThat(delivery(webhook).at("/last_attempt/error").asString()).contains("trigger token");
        assertThat(delivery(webhook).get("state").asString()).isEqualTo("pending");
    }

    private String webhook(String job, String event, String token) {
        return Office.send(
                        office.admin(),
                        "POST",
                        "/webhooks",
                        new TreeMap<>(Map.of(
                                "kind",
                                "jenkins",
                                "url",
                                hudson.base() + "/",
                                "secret",
                                token,
                                "events",
                                List.of(event),
                                "job",
                                Map.of(
                                        "path",
                                        job,
                                        "parameters",
                                        Map.of("MODEL", "modelname", "VERSION", "data.version")))))
                .get("webhook_id")
                .asString();
    }

    private JsonNode delivery(String webhook) {
        return Office.get(office.admin(), "/webhooks/" + webhook + "/deliveries")
                .path("deliveries")
                .path(0);
    }

    /** How the check's rule stands. */
    private String rule(String request) {
        return Office.get(rita, "/requests/" + request)
                .get("policies")
                .valueStream()
                .flatMap(policy -> policy.get("rules").valueStream())
                .filter(rule -> rule.get("rule").asString().equals("check:integration-tests"))
                .map(rule -> rule.get("status").asString())
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void soon(String what, java.util.function.BooleanSupplier condition) {
        Deadline.within(Duration.ofSeconds(60), what, condition);
    }

    private static Path script() {
        return Path.of("..", "infra", "deploy", "ci", "countersign.sh")
                .toAbsolutePath()
                .normalize();
    }
}
