package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ann and the first admin decide on policies by HTTP; Vera looks on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyRoutesTest {

    private static final String API = "/api/governance/v1";
    private static final String PASSWORD = "correct horse battery";

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private final Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    private final Caller ann = new Caller(server, "ann", PASSWORD);
    private final Caller vera = new Caller(server, "vera", PASSWORD);

    @BeforeAll
    void theyAreThere() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        comes("ann", List.of("admin"), List.of("risk"));
        comes("vera", List.of("viewer"), List.of());
        comes("ci", List.of("contributor"), List.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void comes(String name, List<String> roles, List<String> groups) {
        admin.post("/api/2.0/mlflow/users/create", Map.of("username", name, "password", PASSWORD));
        admin.send("PUT", API + "/users/" + name, Map.of("roles", roles, "groups", groups));
    }

    private static String document(String name) {
        return """
                policy: %s
                applies-to: {changes: [{stage: {to: [Production]}}]}
                requires:
                  approvals: {group: risk}
                  checks: [{name: bias, reporter: ci}]
                """.formatted(name);
    }

    private JsonNode proposed(String name) {
        Caller.Answer answer = admin.exchange("POST", API + "/policies?comment=please", document(name));
        return told(answer, 201);
    }

    private static JsonNode told(Caller.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.text());
    }

    private JsonNode decide(Caller who, JsonNode proposal, String what, int status) {
        String path = API + "/policy-proposals/" + text(proposal, "proposal_id") + "/" + what;
        return told(who.exchange("POST", path, "{\"comment\": \"seen\"}"), status);
    }

    private JsonNode inForce(String name) {
        proposed(name);
        return decide(ann, theOnlyProposalOf(name), "agree", 200);
    }

    private JsonNode theOnlyProposalOf(String name) {
        List<JsonNode> open = vera.get(API + "/policy-proposals")
                .get("proposals")
                .valueStream()
                .filter(proposal -> text(proposal, "policy").equals(name))
                .toList();
        assertThat(open).hasSize(1);
        return open.getFirst();
    }

    private String stateOf(String name, int revision) {
        return text(vera.get(API + "/policies/" + name + "/revisions/" + revision), "state");
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).stringValue();
    }

    @Test
    void oneProposesAndAnotherAgrees() {
        JsonNode proposal = proposed("agreed");
        assertThat(text(proposal, "state")).isEqualTo("open");
        assertThat(text(proposal, "comment")).isEqualTo("please");
        assertThat(stateOf("agreed", 1)).isEqualTo("proposed");

        assertThat(text(decide(admin, proposal, "agree", 403), "type")).endsWith("own-proposal");
        decide(vera, proposal, "agree", 403);
        JsonNode agreed = decide(ann, proposal, "agree", 200);

        assertThat(text(agreed, "state")).isEqualTo("agreed");
        assertThat(text(agreed, "closed_by")).isEqualTo("ann");
        assertThat(text(agreed, "answer")).isEqualTo("seen");
        JsonNode revision = vera.get(API + "/policies/agreed/revisions/1");
        assertThat(text(revision, "state")).isEqualTo("in-force");
        assertThat(text(revision, "source")).isEqualTo(document("agreed"));
        assertThat(vera.get(API + "/policies").get("policies").valueStream().map(each -> text(each, "policy")))
                .contains("agreed");
        assertThat(text(decide(ann, proposal, "agree", 404), "type")).endsWith("proposal-not-found");
    }

    @Test
    void aNewRevisionTakesThePlaceOfTheOneBefore() {
        inForce("revised");
        inForce("revised");
        assertThat(stateOf("revised", 1)).isEqualTo("superseded");
        assertThat(stateOf("revised", 2)).isEqualTo("in-force");
    }

    @Test
    void anotherRejects() {
        JsonNode proposal = proposed("rejected");
        assertThat(text(decide(ann, proposal, "reject", 200), "state")).isEqualTo("rejected");
        assertThat(stateOf("rejected", 1)).isEqualTo("rejected");
    }

    @Test
    void whoProposedItTakesItBack() {
        JsonNode proposal = proposed("withdrawn");
        assertThat(text(decide(ann, proposal, "withdraw", 403), "type")).endsWith("not-the-proposer");
        assertThat(text(decide(admin, proposal, "withdraw", 200), "state")).isEqualTo("withdrawn");
        assertThat(stateOf("withdrawn", 1)).isEqualTo("withdrawn");
    }

    @Test
    void retirementTakesTwoAsWell() {
        inForce("retired");
        JsonNode proposal = told(admin.exchange("DELETE", API + "/policies/retired", ""), 200);
        assertThat(text(proposal, "kind")).isEqualTo("retire");
        assertThat(stateOf("retired", 1)).isEqualTo("in-force");
        decide(admin, proposal, "agree", 403);
        decide(ann, proposal, "agree", 200);
        assertThat(stateOf("retired", 1)).isEqualTo("retired");
        assertThat(told(admin.exchange("DELETE", API + "/policies/retired", ""), 404)
                        .get("type")
                        .stringValue())
                .endsWith("policy-not-found");
    }

    @Test
    void aWrongDocumentIsRefusedWithEveryPlace() {
        JsonNode problem = told(admin.exchange("POST", API + "/policies", """
                        policy: wrong
                        applies-to: {changes: [deletion]}
                        requires:
                          approvals: {group: risk, count: 2}
                          checks: [{name: bias, reporter: nobody-here}]
                          conditions:
                            - {label: x, expression: "version.tgas.doc == ''"}
                        """), 400);
        assertThat(text(problem, "type")).isEqualTo("urn:countersign:problem:policy-invalid");
        assertThat(problem.get("errors").valueStream().map(each -> each.get("line") + " " + text(each, "field")))
                .containsExactly(
                        "4 requires.approvals.count",
                        "5 requires.checks[0].reporter",
                        "7 requires.conditions[0].expression");
        told(vera.exchange("GET", API + "/policies/wrong", ""), 404);
    }

    @Test
    void whoIsMeantIsSettledWhenItIsProposed() {
        inForce("settled");
        String ci = text(admin.get(API + "/users/ci"), "subject_id");
        RevisionView revision =
                server.part(PolicyQueries.class).revision("settled", 1).orElseThrow();
        assertThat(revision.reporters())
                .extracting(Reporter::name, reporter -> reporter.subject().value())
                .containsExactly(tuple("ci", ci));
        CheckRule rule = (CheckRule) PolicyReader.read(revision.source(), revision.reporters())
                .rules()
                .getLast();
        assertThat(rule.reporter().value()).isEqualTo(ci);
    }

    @Test
    void whatCanBeSatisfiedNoLongerIsNotAgreedTo() {
        comes("leaver", List.of("reviewer"), List.of("leavers"));
        String source = document("late").replace("group: risk", "group: leavers");
        JsonNode proposal = told(admin.exchange("POST", API + "/policies", source), 201);
        admin.send("PUT", API + "/users/leaver", Map.of("groups", List.of("stayers")));

        JsonNode problem = decide(ann, proposal, "agree", 400);

        assertThat(problem.at("/errors/0/message").stringValue())
                .isEqualTo("Nobody is in the group leavers; is its name right?");
        assertThat(stateOf("late", 1)).isEqualTo("proposed");
    }

    @Test
    void onlyAdminsPropose() {
        told(vera.exchange("POST", API + "/policies", document("veras")), 403);
    }

    @Test
    void theSchemaIsPublished() {
        Caller.Answer answer = vera.exchange("GET", API + "/policies/schema", "");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/schema+json");
        assertThat(answer.text()).isEqualTo(PolicySchema.TEXT);
    }

    @Test
    void aGroupOfUsersCannotHaveTheNameOfARole() {
        Caller.Answer answer = admin.exchange("PUT", API + "/users/vera", "{\"groups\": [\"admin\"]}");
        assertThat(told(answer, 400).get("detail").stringValue()).contains("'admin' is the name of a role");
    }
}
