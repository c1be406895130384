package io.countersign.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Bearer;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The server, and the real Keycloak with the realm file that ships with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakTest {

    private static final String API = "/api/governance/v1";
    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String ANYTHING = MLFLOW + "/experiments/get?experiment_id=0";
    private static final Duration A_MINUTE = Duration.ofSeconds(60);
    private static final String APP = "app";

    private final KeycloakServer keycloak = KeycloakServer.shared();
    private final KeycloakRealm realm = keycloak.realm();
    private final InProcessServer server =
            InProcessServer.asking(Providers.at(keycloak.issuer(), KeycloakServer.CLIENT_SECRET));

    @BeforeAll
    void peopleSignInByAClient() {
        realm.addPublicClient(APP, "countersign");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Bearer as(String username) {
        return new Bearer(
                server, realm.signIn(APP, username).get("access_token").asString());
    }

    private Bearer showing(String token) {
        return new Bearer(server, token);
    }

    private static Map<String, String> anExperiment() {
        return Map.of("name", UUID.randomUUID().toString());
    }

    @Test
    void whoComesForTheFirstTimeHasAnAccountWithTheRolesAndGroupsOfTheToken() {
        String subject = realm.comes("ann", "contributor", "reviewer");
        realm.joins(subject, "risk");

        JsonNode account = as("ann").get(API + "/users/ann").json();

        assertThat(account.get("roles").valueStream().map(JsonNode::asString))
                .containsExactly("contributor", "reviewer");
        assertThat(account.get("groups").valueStream().map(JsonNode::asString)).containsExactly("risk");
        assertThat(account.get("issuer").asString()).isEqualTo(keycloak.issuer());
        assertThat(account.get("kind").asString()).isEqualTo("person");
        assertThat(account.get("subject_id").asString()).isNotEqualTo(subject);
    }

    @Test
    void whatTheyDoIsTheirsAndSaysHowTheySignedIn() {
        realm.comes("wanda", "contributor");
        Bearer wanda = as("wanda");
        wanda.post(MLFLOW + "/experiments/create", anExperiment());
        String subject =
                wanda.get(API + "/users/wanda").json().get("subject_id").asString();

        List<String> metadata = server.sql()
                .queryForList(
                        "select convert_from(meta_data, 'UTF8') from log.domain_event_entry"
                                + " where payload_type = 'experiment.created' order by global_index desc limit 1",
                        String.class);

        assertThat(metadata.getFirst()).contains("\"actor\":\"" + subject + "\"", "\"authentication\":\"oidc\"");
    }

    @Test
    void whoHasNoRoleIsToldWhichOneIsMissing() {
        realm.comes("nora");
        Bearer.Answer answer = as("nora").get(ANYTHING);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("READ_TRACKING", "role viewer", "you have no role");
    }

    @Test
    void whatIsNoAccessTokenOfThisRealmForThisServerIsRefusedWithTheReasonInTheHeaderAlone() {
        realm.comes("ida", "viewer");
        realm.addPublicClient("elsewhere");
        JsonNode signedIn = realm.signIn(APP, "ida");
        String token = signedIn.get("access_token").asString();

        refused(signedIn.get("id_token").asString(), "aud");
        refused(signedIn.get("refresh_token").asString(), "Signed JWT rejected");
        refused(realm.signIn("elsewhere", "ida").get("access_token").asString(), "aud");
        refused(realm.adminToken(), "Signed JWT rejected");
        refused(withHeader("{\"alg\":\"none\"}", token), "Unsupported algorithm of none");
        refused(withHeader("{\"alg\":\"HS256\"}", token) + signatureOf(token), "Signed JWT rejected");
        refused(withSubject("somebody else", token), "Signed JWT rejected");
        for (int again = 0; again < 4; again++) { // its keys are not fetched for each of them
            refused(realm.adminToken(), "Signed JWT rejected");
        }
        refused("garbage", "Malformed token");
        refused("a.b.c", "Malformed token");
        assertThat(showing(token).get(ANYTHING).status()).isEqualTo(200);
    }

    private void refused(String token, String reason) {
        Bearer.Answer answer = showing(token).get(ANYTHING);
        assertThat(answer.status()).as(reason).isEqualTo(401);
        assertThat(answer.challenges()).anySatisfy(challenge -> assertThat(challenge)
                .startsWith("Bearer realm=\"countersign\", error=\"invalid_token\"")
                .contains(reason));
        assertThat(answer.text()).startsWith("Sign in").doesNotContain(reason);
    }

    private static String withHeader(String header, String token) {
        return encoded(header) + "." + token.split("\\.")[1] + ".";
    }

    private static String signatureOf(String token) {
        return token.split("\\.")[2];
    }

    private static String withSubject(String subject, String token) {
        String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        String other = payload.replaceFirst("\"sub\":\"[^\"]*\"", "\"sub\":\"" + subject + "\"");
        return token.split("\\.")[0] + "." + encoded(other) + "." + signatureOf(token);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoLosesARoleOrIsDisabledIsOutWithinAMinuteEvenByTheirOwnTokens() {
        String lost = realm.comes("liz", "contributor");
        String disabled = realm.comes("dan", "contributor");
        realm.comes("otto", "contributor");
        List<Bearer> ofLiz = withATokenOfTheirOwn("liz");
        List<Bearer> ofDan = withATokenOfTheirOwn("dan");
        Bearer otto = as("otto");
        Stream.of(ofLiz, ofDan, List.of(otto)).flatMap(List::stream).forEach(bearer -> assertThat(
                        bearer.post(MLFLOW + "/experiments/create", anExperiment())
                                .status())
                .isEqualTo(200));

        realm.loses(lost, "contributor");
        realm.change(disabled, Map.of("enabled", false));

        Deadline.within(A_MINUTE, "Liz creates nothing more", () -> ofLiz.stream()
                .allMatch(liz ->
                        liz.post(MLFLOW + "/experiments/create", anExperiment()).status() == 403));
        Deadline.within(A_MINUTE, "Dan is out", () -> ofDan.stream()
                .allMatch(dan -> dan.get(ANYTHING).status() == 401));
        assertThat(otto.post(MLFLOW + "/experiments/create", anExperiment()).status())
                .isEqualTo(200);
    }

    private List<Bearer> withATokenOfTheirOwn(String username) {
        Bearer person = as(username);
        String secret = person.post(API + "/tokens", Map.of("name", "laptop"))
                .json()
                .get("secret")
                .asString();
        return List.of(person, showing(secret));
    }

    @Test
    void aServiceAccountOnlyReadsUntilItNamesWhomItActsFor() {
        realm.comes("zoe", "reviewer");
        as("zoe").get(ANYTHING);
        String subject = realm.addServiceClient("pipeline", "the pipeline's secret");
        realm.gets(subject, "contributor");
        Bearer pipeline = showing(realm.serviceToken("pipeline", "the pipeline's secret"));

        assertThat(pipeline.get(ANYTHING).status()).isEqualTo(200);
        Bearer.Answer answer = pipeline.post(MLFLOW + "/experiments/create", anExperiment());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("must name the person it acts for", "CREATE_EXPERIMENT");

        realm.change(subject, Map.of("attributes", Map.of("acts_for", List.of("zoe"))));
        Bearer named = showing(realm.serviceToken("pipeline", "the pipeline's secret"));
        assertThat(named.post(MLFLOW + "/experiments/create", anExperiment()).status())
                .isEqualTo(200);
        JsonNode account = named.get(API + "/users/service-account-pipeline").json();
        assertThat(account.get("kind").asString()).isEqualTo("service");
        assertThat(account.get("acts_for").asString()).isEqualTo("zoe");
    }

    @Test
    void nobodyDecidesOnWhatAServiceAskedForThatActsForThem() {
        realm.comes("yves", "reviewer");
        realm.comes("rosa", "reviewer");
        Bearer yves = as("yves");
        yves.get(ANYTHING);
        String subject = realm.addServiceClient("robot", "the robot's secret");
        realm.gets(subject, "contributor");
        realm.change(subject, Map.of("attributes", Map.of("acts_for", List.of("yves"))));
        Bearer robot = showing(realm.serviceToken("robot", "the robot's secret"));
        String model = "m-" + UUID.randomUUID();
        robot.post(MLFLOW + "/registered-models/create", Map.of("name", model));
        robot.post(MLFLOW + "/model-versions/create", Map.of("name", model, "source", "s3://b/m"));
        Map<String, String> change = Map.of("name", model, "version", "1", "stage", "Production");
        assertThat(robot.post(MLFLOW + "/transition-requests/create", change).status())
                .isEqualTo(200);

        Map<String, String> approval =
                Map.of("name", model, "version", "1", "stage", "Production", "archive_existing_versions", "false");
        assertThat(yves.post(MLFLOW + "/transition-requests/approve", approval).status())
                .isEqualTo(403);
        assertThat(as("rosa")
                        .post(MLFLOW + "/transition-requests/approve", approval)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoTakesAnothersOldNameHasNothingOfTheirs() {
        String first = realm.comes("sam", "contributor");
        Bearer.Answer before = as("sam").get(API + "/users/sam");
        realm.rename(first, "samuel");
        String renamed =
                as("samuel").get(API + "/users/samuel").json().get("subject_id").asString();
        realm.comes("sam", "viewer");
        JsonNode second = as("sam").get(API + "/users/sam").json();

        assertThat(renamed).isEqualTo(before.json().get("subject_id").asString());
        assertThat(second.get("subject_id").asString()).isNotEqualTo(renamed);
        assertThat(second.get("roles").valueStream().map(JsonNode::asString)).containsExactly("viewer");
    }

    @Test
    void whoIsANewPersonOfAnOldNameGoesByAnotherUntilTheNameIsFree() {
        String gone = realm.comes("max", "admin");
        assertThat(as("max").get(API + "/users/max").json().get("subject_id").asString())
                .isNotBlank();
        realm.goes(gone);
        realm.comes("max", "viewer");
        Bearer newcomer = as("max");

        assertThat(newcomer.get(ANYTHING).status()).isEqualTo(200);
        assertThat(newcomer.get(API + "/users/max").status()).isEqualTo(403); // is somebody else

        new RemovedUser(server, "max").remove();
        JsonNode account = newcomer.get(API + "/users/max").json();
        assertThat(account.get("roles").valueStream().map(JsonNode::asString)).containsExactly("viewer");
    }

    @Test
    void tokensByANewKeyAreAcceptedAndOldOnesStill() {
        realm.comes("kim", "viewer");
        Bearer before = as("kim");
        assertThat(before.get(ANYTHING).status()).isEqualTo(200);
        realm.rotateKeys();
        Bearer after = as("kim");
        assertThat(after.get(ANYTHING).status()).isEqualTo(200);
        assertThat(before.get(ANYTHING).status()).isEqualTo(200);
        assertThat(after.token().split("\\.")[0]).isNotEqualTo(before.token().split("\\.")[0]);
    }

    @Test
    void anAdminChangesNoRolesThatTheProviderGivesAndKeepsSomebodyOut() {
        realm.comes("ada", "admin");
        realm.comes("tom", "viewer");
        Bearer tom = as("tom");
        assertThat(tom.get(ANYTHING).status()).isEqualTo(200);
        Bearer ada = as("ada");
        Bearer.Answer change =
                ada.post(MLFLOW + "/users/create", Map.of("username", "eve", "password", "correct horse battery"));
        assertThat(change.status()).isEqualTo(400);
        assertThat(change.text()).contains("Nobody signs in here by a password");

        new RemovedUser(server, "tom").remove();

        assertThat(tom.get(ANYTHING).status()).isEqualTo(401);
        assertThat(as("tom").get(ANYTHING).status()).isEqualTo(401);
    }

    @Test
    void withoutTheProviderNobodyIsLetInAndEverybodyMayTryAgain() {
        try (InProcessServer cutOff =
                InProcessServer.asking(Providers.at("http://127.0.0.1:1/realms/countersign", "x"))) {
            realm.comes("una", "viewer");
            Bearer.Answer answer = new Bearer(cutOff, as("una").token()).get(ANYTHING);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.retryAfter()).isEqualTo("2");
            assertThat(answer.text()).contains("TEMPORARILY_UNAVAILABLE");
        }
    }

    @Test
    void withTheWrongSecretOfItsClientTheServerLetsNobodyIn() {
        try (InProcessServer mistaken = InProcessServer.asking(Providers.at(keycloak.issuer(), "wrong"))) {
            realm.comes("uli", "viewer");
            assertThat(new Bearer(mistaken, as("uli").token()).get(ANYTHING).status())
                    .isEqualTo(503);
        }
    }
}
