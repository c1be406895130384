package io.countersign.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Zoe reviews; the robot registers versions and asks for changes, and acts for her. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceAccountsTest {

    private static final String API = "/api/governance/v1";
    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private final Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);

    @BeforeAll
    void theyAreThere() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        comes("zoe", "reviewer");
        comes("robot", "contributor");
        comes("ann", "contributor");
        comes("rolf", "reviewer");
        comes("olga", "admin");
        actsFor("robot", "zoe");
        JsonNode proposal = admin.exchange("POST", API + "/policies", """
                policy: grave
                applies-to: {models: [grave-*], changes: [{stage: {to: [Production]}}]}
                requires:
                  approvals: {group: reviewer, count: 2, apart-from: [requester, version creator]}
                  no-veto: true
                """).json();
        as("olga").post(API + "/policy-proposals/" + proposal.get("proposal_id").asString() + "/agree", Map.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void comes(String name, String... roles) {
        admin.post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        admin.send("PUT", API + "/users/" + name, Map.of("roles", Arrays.asList(roles)));
    }

    private JsonNode actsFor(String account, String person) {
        return admin.send("PUT", API + "/users/" + account, Map.of("acts_for", person));
    }

    private Caller as(String name) {
        return new Caller(server, name, PASSWORD);
    }

    private String asks(String who, String registrar) {
        String model = "grave-" + UUID.randomUUID();
        as(registrar).post(MLFLOW + "/registered-models/create", Map.of("name", model));
        as(registrar).post(MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/m"));
        Map<String, String> change = Map.of("kind", "stage", "version", "1", "stage", "Production");
        return as(who).post(API + "/models/" + model + "/requests", Map.of("change", change))
                .get("request_id")
                .asString();
    }

    private Caller.Answer says(String who, String what, String request, String body) {
        return as(who).exchange("POST", API + "/requests/" + request + "/" + what, body);
    }

    private String approves(String who, String request) {
        Caller.Answer answer = says(who, "approve", request, "{}");
        return answer.status() == 200
                ? answer.json().at("/request/state").asString()
                : answer.json().get("type").asString().replace("urn:countersign:problem:", "");
    }

    private String refused(String account, String body, int status) {
        Caller.Answer answer = admin.exchange("PUT", API + "/users/" + account, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json().get("detail").asString();
    }

    @Test
    void whatAServiceAccountAskedForItsPersonDoesNotApprove() {
        assertThat(approves("zoe", asks("robot", "ann"))).isEqualTo("own-request");
    }

    @Test
    void forWhatItRegisteredTheApprovalOfItsPersonDoesNotCount() {
        String request = asks("ann", "robot");
        approves("zoe", request);
        assertThat(approves("rolf", request)).as("one of two that it takes").isEqualTo("open");
        assertThat(as("ann").get(API + "/requests/" + request).get("policies").toString())
                .contains("approval by zoe, which does not count: they are the version creator");
    }

    @Test
    void whatItsPersonAskedForItDoesNotApproveWhateverItsRole() {
        comes("zoes-reviewer", "reviewer");
        actsFor("zoes-reviewer", "zoe");
        Caller.Answer answer = says("zoes-reviewer", "approve", asks("zoe", "ann"), "{}");
        assertThat(answer.json().get("detail").asString())
                .isEqualTo(
                        "Your account acts for the requester, or they chose its password and no other admin has vouched"
                                + " for it. It counts as theirs: this change to Production is for others to decide on.");
    }

    @Test
    void itHasNoneOfTheGroupsOfItsPerson() {
        assertThat(approves("robot", asks("ann", "ann"))).isEqualTo("not-a-reviewer");
    }

    @Test
    void twoAccountsOfOnePersonAreOne() {
        comes("zoes-second", "reviewer");
        actsFor("zoes-second", "zoe");
        String request = asks("ann", "ann");
        assertThat(approves("zoes-second", request)).isEqualTo("open");
        assertThat(approves("zoe", request)).isEqualTo("open");
        assertThat(says("ann", "approve", request, "{}").status()).isEqualTo(403);
        JsonNode looked = as("ann").get(API + "/requests/" + request);
        assertThat(looked.at("/policies").toString()).contains("approval by zoes-second, which counts as zoe");
        assertThat(approves("rolf", request)).isEqualTo("approved");
    }

    @Test
    void itCountsForItselfAgainOnceItIsSaidSo() {
        comes("freed", "reviewer");
        actsFor("freed", "zoe");
        String request = asks("zoe", "ann");
        assertThat(approves("freed", request)).isEqualTo("not-independent");
        assertThat(admin.exchange("PUT", API + "/users/freed", "{\"acts_for\": null}")
                        .json()
                        .has("acts_for"))
                .isFalse();
        assertThat(approves("freed", request)).isEqualTo("open");
    }

    @Test
    void whatAnAdminAskedForNoAccountOfTheirsApprovesWhomeverItActsFor() {
        as("olga").post(MLFLOW + "/users/create", Map.of("username", "borrowed", "password", PASSWORD));
        as("olga").send("PUT", API + "/users/borrowed", Map.of("roles", List.of("reviewer"), "acts_for", "zoe"));
        String request = asks("olga", "ann");
        assertThat(approves("borrowed", request)).isEqualTo("not-independent");
        assertThat(approves("zoe", request)).isEqualTo("open");
        assertThat(approves("rolf", request)).isEqualTo("approved");
    }

    @Test
    void itStaysWhereOtherThingsAreSet() {
        assertThat(admin.send("PUT", API + "/users/robot", Map.of("groups", List.of("bots")))
                        .get("acts_for")
                        .asString())
                .isEqualTo("zoe");
        assertThat(as("robot").get(API + "/users/robot").get("acts_for").asString())
                .isEqualTo("zoe");
    }

    @Test
    void nobodyDismissesTheVetoAgainstWhatAnAccountOfTheirsAskedFor() {
        comes("olgas-robot", "contributor");
        actsFor("olgas-robot", "olga");
        String request = asks("olgas-robot", "ann");
        assertThat(says("rolf", "veto", request, "{}").status()).isEqualTo(200);
        String dismissal = "{\"author\": \"rolf\", \"comment\": \"never mind\"}";
        assertThat(says("olga", "lift-veto", request, dismissal).text()).contains("own-request");
        Caller.Answer other = admin.exchange("POST", API + "/requests/" + request + "/lift-veto", dismissal);
        assertThat(other.status()).as(other.text()).isEqualTo(200);
    }

    @Test
    void whatIsWrongIsToldAndNothingIsChanged() {
        assertThat(refused("ann", "{\"acts_for\": \"nobody-here\", \"roles\": [\"reviewer\"]}", 404))
                .isEqualTo("User with username=nobody-here not found");
        assertThat(refused("ann", "{\"acts_for\": \"ann\"}", 400)).contains("acts for somebody else, or for nobody");
        assertThat(refused("ann", "{\"acts_for\": \"robot\"}", 409)).contains("is an account that acts for somebody");
        assertThat(refused("zoe", "{\"acts_for\": \"ann\", \"roles\": [\"viewer\"]}", 409))
                .contains("Other accounts act for this one");
        assertThat(refused("ann", "{\"acts_for\": [\"zoe\"]}", 400))
                .contains("for parameter 'acts_for' supplied: use the name of a user, or null for nobody.");
        assertThat(refused("robot", "{\"roles\": [\"admin\"]}", 409)).contains("is no admin");
        assertThat(as("zoe")
                        .exchange("PUT", API + "/users/robot", "{\"acts_for\": null}")
                        .status())
                .isEqualTo(403);
        for (String name : List.of("ann", "zoe")) {
            JsonNode user = admin.get(API + "/users/" + name);
            assertThat(user.has("acts_for")).isFalse();
            assertThat(user.get("roles").toString()).contains(name.equals("ann") ? "contributor" : "reviewer");
        }
    }
}
