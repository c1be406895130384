package io.countersign.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.delivery.WebhookEngine;
import io.countersign.governance.Office;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a webhook of kind jenkins has built, and what comes of the builds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JenkinsTest {

    private static final String WEBHOOKS = "/webhooks";
    private static final String REQUESTED = "registered-model.transition-requested";
    private static final Map<String, String> PARAMETERS =
            Map.of("MODEL", "modelname", "VERSION", "data.version", "NOTE", "data.nothing");

    private final Office office = new Office();
    private JenkinsContractServer jenkins;
    private Caller ann;

    @BeforeAll
    void start() {
        office.server().part(WebhookEngine.class).start();
        ann = office.hire("ann", "contributor");
    }

    @BeforeEach
    void aServer() throws IOException {
        jenkins = new JenkinsContractServer();
        jenkins.hasJob("release/deploy model", "MODEL", "VERSION", "NOTE");
    }

    @AfterEach
    void forgetAll() {
        for (JsonNode webhook : Office.get(office.admin(), WEBHOOKS).get("webhooks")) {
            office.admin()
                    .ask(
                            "DELETE",
                            "/api/governance/v1/webhooks/"
                                    + webhook.get("webhook_id").asString(),
                            java.net.http.HttpRequest.BodyPublishers.noBody());
        }
        jenkins.close();
    }

    @AfterAll
    void stop() {
        office.close();
    }

    @Test
    void theBuildIsGivenWhatTheEventSays() {
        webhook(JenkinsContractServer.API_TOKEN, null);
        String model = requested();

        awaitQueued(1);
        assertThat(jenkins.parameters(0)).isEqualTo(Map.of("MODEL", model, "VERSION", "1", "NOTE", ""));
        assertThat(jenkins.posts()).containsExactly("/job/release/job/deploy%20model/buildWithParameters");
    }

    @Test
    void theBuildIsFollowedAndReportedAsACheck() {
        String webhook = webhook(JenkinsContractServer.API_TOKEN, "deployment");
        String model = requested();
        awaitQueued(1);
        jenkins.begins(0, 12);
        awaitCheck(model, "running");
        jenkins.ends(0, "SUCCESS");
        JsonNode check = awaitCheck(model, "passed");

        assertThat(check.get("external_id").asString()).isEqualTo("release/deploy model#12");
        assertThat(check.get("link").asString()).isEqualTo("https://ci.example.com/job/release/job/deploy%20model/12/");
        assertThat(check.get("reporter").asString()).isEqualTo("admin");
        JsonNode build = awaitBuild(webhook, "ended");
        assertThat(build.get("number").asInt()).isEqualTo(12);
        assertThat(build.get("result").asString()).isEqualTo("SUCCESS");
        assertThat(build.get("reported").asString()).isEqualTo("passed");
    }

    @Test
    void anUnstableBuildHasNotPassed() {
        webhook(JenkinsContractServer.API_TOKEN, "deployment");
        String model = requested();
        awaitQueued(1);
        jenkins.begins(0, 12);
        jenkins.ends(0, "UNSTABLE");

        awaitCheck(model, "failed");
    }

    @Test
    void aPasswordNeedsTheCrumbOfItsOwnSessionWhichIsFetchedOnce() {
        webhook(JenkinsContractServer.PASSWORD, null);
        requested();
        awaitQueued(1);
        requested();
        awaitQueued(2);

        assertThat(jenkins.calls())
                .filteredOn("GET /crumbIssuer/api/json"::equals)
                .hasSize(1);
    }

    @Test
    void aTriggerTokenIsEnough() {
        Map<String, Object> body = body(null, null);
        body.remove("authorization");
        body.put("secret", JenkinsContractServer.TRIGGER_TOKEN);
        Office.send(office.admin(), "POST", WEBHOOKS, body);
        requested();

        awaitQueued(1);
        assertThat(jenkins.parameters(0)).doesNotContainKey("token");
    }

    @Test
    void whatTheServerForgotInItsQueueIsFoundAmongTheBuilds() {
        webhook(JenkinsContractServer.API_TOKEN, "deployment");
        String model = requested();
        awaitQueued(1);
        jenkins.forgetsThePlace(0);
        jenkins.begins(0, 5);
        jenkins.ends(0, "SUCCESS");

        assertThat(awaitCheck(model, "passed").get("link").asString())
                .endsWith("/jenkins/job/release/job/deploy%20model/5/");
    }

    @Test
    void whatSomebodyTookOutOfTheQueueIsNotReported() {
        String webhook = webhook(JenkinsContractServer.API_TOKEN, "deployment");
        String model = requested();
        awaitQueued(1);
        jenkins.isCancelled(0);

        awaitBuild(webhook, "cancelled");
        assertThat(checks(model)).isEmpty();
    }

    @Test
    void aBuildThatIsGoneIsGivenUp() {
        String webhook = webhook(JenkinsContractServer.API_TOKEN, "deployment");
        requested();
        awaitQueued(1);
        jenkins.losesAll();

        assertThat(awaitBuild(webhook, "lost").get("remark").asString()).contains("does not know any more");
    }

    @Test
    void aBuildThatBeganAndIsGoneHasNotPassed() {
        String webhook = webhook(JenkinsContractServer.API_TOKEN, "deployment");
        String model = requested();
        awaitQueued(1);
        jenkins.begins(0, 12);
        awaitCheck(model, "running");
        jenkins.losesAll();

        awaitCheck(model, "failed");
        JsonNode build = awaitBuild(webhook, "lost");
        assertThat(build.get("reported").asString()).isEqualTo("failed");
        assertThat(build.get("remark").asString()).isEqualTo("The server does not have the build any more.");
    }

    @Test
    void itIsReportedInTheNameOfWhoeverChangedTheWebhookLastWithWhatTheyMayDoNow() {
        String webhook = webhook(JenkinsContractServer.API_TOKEN, "deployment");
        Office.send(office.otherAdmin(), "PATCH", WEBHOOKS + "/" + webhook, Map.of("name", "mine now"));
        String model = requested();
        awaitQueued(1);
        jenkins.begins(0, 1);
        assertThat(awaitCheck(model, "running").get("reporter").asString())
                .isEqualTo(office.otherAdmin().username());
    }

    @Test
    void whoMayNoLongerReportReportsNothing() {
        Caller temp = office.hire("temp", "admin");
        String webhook = Office.send(temp, "POST", WEBHOOKS, body(JenkinsContractServer.API_TOKEN, "deployment"))
                .get("webhook_id")
                .asString();
        String model = requested();
        awaitQueued(1);
        office.nowIs("temp", "viewer");
        jenkins.begins(0, 1);
        jenkins.ends(0, "SUCCESS");

        JsonNode build = awaitBuild(webhook, "ended");
        assertThat(build.get("remark").asString()).isNotEmpty();
        assertThat(build.has("reported")).isFalse();
        assertThat(checks(model)).isEmpty();
    }

    @Test
    void aBuildThatAnotherServerHadInHandIsTakenUp() {
        webhook(JenkinsContractServer.API_TOKEN, "deployment");
        String model = requested();
        awaitQueued(1);
        Deadline.soon(
                "it is followed", () -> count("select count(*) from ops.jenkins_builds where state = 'queued'") > 0);
        office.server()
                .sql()
                .update("update ops.jenkins_builds set due = now() + interval '1 hour' where state = 'queued'");
        jenkins.begins(0, 3);
        jenkins.ends(0, "SUCCESS");
        Deadline.soon("its lease has run out", () -> {
            office.server().sql().update("update ops.jenkins_builds set due = now() where state = 'queued'");
            return checks(model).size() == 1;
        });
        awaitCheck(model, "passed");
    }

    @Test
    void aWebhookThatLeadsElsewhereAsksNobodyAboutOldBuilds() {
        String webhook = webhook(JenkinsContractServer.API_TOKEN, "deployment");
        requested();
        awaitQueued(1);
        Deadline.soon(
                "it is followed", () -> count("select count(*) from ops.jenkins_builds where state = 'queued'") > 0);
        String authorization = JenkinsContractServer.basic(JenkinsContractServer.API_TOKEN);
        Office.send(
                office.admin(),
                "PATCH",
                WEBHOOKS + "/" + webhook,
                Map.of("url", jenkins.base() + "/elsewhere", "authorization", authorization));

        assertThat(awaitBuild(webhook, "lost").get("remark").asString()).contains("this server any more");
    }

    @Test
    void aPingBuildsNothing() {
        String webhook = webhook(JenkinsContractServer.API_TOKEN, null);
        JsonNode ping = Office.send(office.admin(), "POST", WEBHOOKS + "/" + webhook + "/ping", Map.of());

        assertThat(ping.get("succeeded").asBoolean()).isTrue();
        assertThat(jenkins.calls()).containsExactly("GET /job/release/job/deploy%20model/api/json");
        assertThat(jenkins.queued()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "no such job, 11e4f8a1b2c3d4e5f60718293a4b5c6d7e, 404, has no job",
        "release/plain, 11e4f8a1b2c3d4e5f60718293a4b5c6d7e, 400, must be parameterized",
        "release/off, 11e4f8a1b2c3d4e5f60718293a4b5c6d7e, 409, may be disabled",
        "release/deploy model, a wrong token, 401, does not accept the credentials"
    })
    void whatTheServerRefusesIsToldInItsOwnTerms(String job, String token, int status, String why) {
        jenkins.hasJob("release/plain", (String[]) null);
        jenkins.hasJob("release/off", "disabled");
        Map<String, Object> body = body(token, null);
        body.put("job", Map.of("path", job, "parameters", PARAMETERS));
        String webhook = Office.send(office.admin(), "POST", WEBHOOKS, body)
                .get("webhook_id")
                .asString();
        requested();
        Deadline.soon("it was tried", () -> !attempt(webhook).isMissingNode());

        assertThat(attempt(webhook).get("status").asInt()).isEqualTo(status);
        assertThat(attempt(webhook).get("error").asString()).contains(why);
        assertThat(jenkins.queued()).isZero();
    }

    @Test
    void aJobWithoutParametersIsBuiltPlainly() {
        jenkins.hasJob("release/plain", (String[]) null);
        Map<String, Object> body = body(JenkinsContractServer.API_TOKEN, null);
        body.put("job", Map.of("path", "release/plain"));
        Office.send(office.admin(), "POST", WEBHOOKS, body);
        requested();

        awaitQueued(1);
        assertThat(jenkins.posts()).containsExactly("/job/release/job/plain/build");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /deploy      | VERSION | data.version | registered-model.version-created | unit | name the folders and the job
            a/../deploy  | VERSION | data.version | registered-model.version-created | unit | name the folders and the job
            de?loy       | VERSION | data.version | registered-model.version-created | unit | name the folders and the job
            deploy       | 1ST     | data.version | registered-model.version-created | unit | begin a parameter's name
            deploy       | token   | data.version | registered-model.version-created | unit | begin a parameter's name
            deploy       | VERSION | version      | registered-model.version-created | unit | a member of the event's data
            deploy       | VERSION | data.version | model-version.check-reported     | unit | would start the next build
            deploy       | VERSION | data.version | *                                | unit | would start the next build
            deploy       | VERSION | data.version | registered-model.created         | unit | does not always name a version
            deploy       | VERSION | data.version | run.started                      | unit | does not always name a version
            """)
    void whatCannotWorkIsRefusedAtOnce(
            String path, String parameter, String member, String event, String check, String why) {
        Map<String, Object> body = body(JenkinsContractServer.API_TOKEN, null);
        body.put("events", List.of(event));
        body.put("job", Map.of("path", path, "parameters", Map.of(parameter, member), "check", check));

        assertThat(Office.refused(400, office.admin(), "POST", WEBHOOKS, body)
                        .get("detail")
                        .asString())
                .contains(why);
    }

    @Test
    void nobodyIsAskedWithoutANameOrAToken() {
        Map<String, Object> body = body(null, null);
        body.remove("authorization");

        assertThat(Office.refused(400, office.admin(), "POST", WEBHOOKS, body)
                        .get("detail")
                        .asString())
                .contains("Base64 of user:apitoken");
    }

    private String webhook(String secret, @org.jspecify.annotations.Nullable String check) {
        return Office.send(office.admin(), "POST", WEBHOOKS, body(secret, check))
                .get("webhook_id")
                .asString();
    }

    private Map<String, Object> body(
            @org.jspecify.annotations.Nullable String secret, @org.jspecify.annotations.Nullable String check) {
        Map<String, Object> job = new TreeMap<>(Map.of("path", "release/deploy model", "parameters", PARAMETERS));
        if (check != null) {
            job.put("check", check);
        }
        return new TreeMap<>(Map.of(
                "kind", "jenkins",
                "url", jenkins.base(),
                "authorization", JenkinsContractServer.basic(String.valueOf(secret)),
                "events", List.of(REQUESTED),
                "job", job));
    }

    /** The name of a model whose version somebody wants in Production. */
    private String requested() {
        String model = Office.aModel(ann);
        Office.asked(ann, model);
        return model;
    }

    private void awaitQueued(int count) {
        Deadline.soon(count + " builds wait", () -> jenkins.queued() == count);
    }

    private JsonNode awaitCheck(String model, String state) {
        Deadline.soon(
                "the check is " + state,
                () -> checks(model).size() == 1
                        && checks(model).get(0).get("state").asString().equals(state));
        return checks(model).get(0);
    }

    private JsonNode checks(String model) {
        return Office.get(office.admin(), "/models/" + model + "/versions/1/checks")
                .get("checks");
    }

    private JsonNode awaitBuild(String webhook, String state) {
        Deadline.soon(
                "the build is " + state,
                () -> state.equals(build(webhook).path("state").asString("")));
        return build(webhook);
    }

    private JsonNode build(String webhook) {
        JsonNode deliveries = deliveries(webhook);
        return deliveries.isEmpty()
                ? tools.jackson.databind.node.MissingNode.getInstance()
                : Office.get(
                                office.admin(),
                                WEBHOOKS + "/" + webhook + "/deliveries/"
                                        + deliveries.get(0).get("event_id").asString())
                        .at("/deliveries/0/build");
    }

    private JsonNode attempt(String webhook) {
        return deliveries(webhook).path(0).path("last_attempt");
    }

    private JsonNode deliveries(String webhook) {
        return Office.get(office.admin(), WEBHOOKS + "/" + webhook + "/deliveries")
                .get("deliveries");
    }

    private int count(String sql) {
        Integer count = office.server().sql().queryForObject(sql, Integer.class);
        return count == null ? 0 : count;
    }
}
