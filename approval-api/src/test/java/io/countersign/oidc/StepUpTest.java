package io.countersign.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Bearer;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a policy asks for it, an approval takes that the provider has just seen who gives it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepUpTest {

    private static final String API = "/api/governance/v1";
    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String CLIENT = "pages";
    private static final String REDIRECT = "http://127.0.0.1/signed-in";

    private final KeycloakServer keycloak = KeycloakServer.shared();
    private final KeycloakRealm realm = keycloak.realm();
    private final InProcessServer server =
            InProcessServer.asking(Providers.at(keycloak.issuer(), KeycloakServer.CLIENT_SECRET));

    @BeforeAll
    void policiesAskForIt() {
        realm.addBrowserClient(CLIENT, REDIRECT);
        realm.addPublicClient("app", "countersign");
        realm.comes("step-admin", "admin");
        realm.comes("step-other-admin", "admin");
        realm.comes("step-ann", "contributor");
        realm.comes("step-rita", "reviewer");
        List.of("step-ann", "step-rita", "step-other-admin") // who never came is nobody yet
                .forEach(name -> as(name).get(API + "/users/" + name));
        agreed("fresh", "within: PT5M");
        agreed("freshest", "within: PT2S");
        agreed("golden", "acr: [gold]");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Bearer as(String username) {
        return new Bearer(server, realm.signInByPage(CLIENT, REDIRECT, username));
    }

    private void agreed(String name, String rule) {
        Bearer.Answer proposal = as("step-admin").postText(API + "/policies", """
                policy: %s
                applies-to: {models: [%s-*], changes: [{stage: {to: [Production]}}]}
                requires: {approvals: {group: reviewer}}
                signing: {reauthentication: required, %s}
                """.formatted(name, name, rule));
        assertThat(proposal.status()).as(proposal.text()).isEqualTo(201);
        Bearer.Answer agreement = as("step-other-admin")
                .post(
                        API + "/policy-proposals/"
                                + proposal.json().get("proposal_id").asString() + "/agree",
                        Map.of());
        assertThat(agreement.status()).as(agreement.text()).isEqualTo(200);
    }

    private String requested(String kind) {
        String model = kind + "-" + UUID.randomUUID();
        Bearer ann = as("step-ann");
        ann.post(MLFLOW + "/registered-models/create", Map.of("name", model));
        ann.post(MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/m"));
        Bearer.Answer request = ann.post(MLFLOW + "/transition-requests/create", change(model));
        assertThat(request.status()).as(request.text()).isEqualTo(200);
        return model;
    }

    private static Map<String, String> change(String model) {
        return Map.of("name", model, "version", "1", "stage", "Production", "archive_existing_versions", "false");
    }

    private static Bearer.Answer approves(Bearer reviewer, String model) {
        return reviewer.post(MLFLOW + "/transition-requests/approve", change(model));
    }

    @Test
    void whoHasJustSignedInApprovesAndTheLogSaysWhen() {
        Instant before = Instant.now().minusSeconds(1);
        String model = requested("fresh");

        Bearer.Answer approval = approves(as("step-rita"), model);

        assertThat(approval.status()).as(approval.text()).isEqualTo(200);
        JsonNode metadata = JsonMapper.shared()
                .readTree(server.sql()
                        .queryForList(
                                "select convert_from(meta_data, 'UTF8') from log.domain_event_entry"
                                        + " where payload_type like '%approv%' order by global_index desc limit 1",
                                String.class)
                        .getFirst());
        assertThat(Instant.parse(metadata.get("authenticatedAt").asString())).isBetween(before, Instant.now());
        assertThat(metadata.get("authenticationContext").asString()).isEqualTo("1");
    }

    @Test
    void whoSignedInLongerAgoIsToldHowLatelyItMustBe() {
        String model = requested("freshest");
        Bearer rita = as("step-rita");
        Instant old = Instant.now().plusSeconds(3);
        Deadline.soon("the sign-in is old", () -> Instant.now().isAfter(old));

        Bearer.Answer refusal = approves(rita, model);
        assertThat(refusal.challenges()).anySatisfy(challenge -> assertThat(challenge)
                .contains("error=\"insufficient_user_authentication\"", "max_age=\"2\""));
        assertThat(refusal.text()).contains("a sign-in within the last 2 s");
    }

    @Test
    void whoSignedInAtALowerLevelIsToldWhichItTakes() {
        Bearer.Answer refusal = approves(as("step-rita"), requested("golden"));
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.challenges())
                .anySatisfy(challenge -> assertThat(challenge).contains("acr_values=\"gold\"", "max_age=\"300\""));
    }

    @Test
    void whoTheProviderDoesNotSayToHaveSeenIsNotBelievedToBeThere() {
        String model = requested("fresh");
        Bearer byGrant = new Bearer(
                server, realm.signIn("app", "step-rita").get("access_token").asString());
        assertThat(approves(byGrant, model).status()).isEqualTo(401);

        String secret = as("step-rita")
                .postText(API + "/tokens", "{\"name\": \"script\", \"scopes\": [\"read\", \"approve\"]}")
                .json()
                .get("secret")
                .asString();
        assertThat(approves(new Bearer(server, secret), model).status()).isEqualTo(401);
    }
}
