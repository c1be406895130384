package io.countersign.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.assembly.Bearer;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.identity.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The same settings do for a provider that is not Keycloak, and has its own words for roles and groups. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherProviderTest {

    private static final String API = "/api/governance/v1";
    private static final String ANYTHING = "/api/2.0/mlflow/experiments/get?experiment_id=0";

    private final OtherProvider provider = new OtherProvider();
    private final InProcessServer server = InProcessServer.asking(Providers.at(
            provider.issuer(),
            OtherProvider.SECRET,
            Providers.mapped(Map.of("ml-engineers", Role.CONTRIBUTOR), Map.of("R-17", "risk"))));

    @AfterAll
    void stop() {
        server.close();
        provider.close();
    }

    private Bearer showing(String token) {
        return new Bearer(server, token);
    }

    @Test
    void rolesAndGroupsAreWhatTheSettingsSayThatTheirsMean() {
        String token = provider.tokenOf(
                "nightly",
                Map.of("roles", List.of("ml-engineers", "admin"), "teams", List.of("R-17", "market", "viewer")));

        JsonNode account = showing(token).get(API + "/users/nightly").json();

        assertThat(account.get("roles").valueStream().map(JsonNode::asString)).containsExactly("contributor");
        assertThat(account.get("groups").valueStream().map(JsonNode::asString)).containsExactly("market", "risk");
        assertThat(account.get("kind").asString()).isEqualTo("service");
        assertThat(showing(token)
                        .post("/api/2.0/mlflow/experiments/create", Map.of("name", "x" + UUID.randomUUID()))
                        .text())
                .contains("must name the person");
    }

    @Test
    void whatTheProviderRevokedIsRefusedWithinAMinute() {
        String token = provider.tokenOf("weekly", Map.of("roles", List.of("ml-engineers")));
        assertThat(showing(token).get(ANYTHING).status()).isEqualTo(200);
        provider.revoke("weekly", token);
        Deadline.within(
                Duration.ofSeconds(60),
                "the token is refused",
                () -> showing(token).get(ANYTHING).status() == 401);
    }

    @Test
    void aTokenThatTheProviderDoesNotKnowIsRefusedEvenWithItsSignature() {
        refused(claims(), "does not vouch");
    }

    @Test
    void aTokenMustBeOfThatProviderForThisServerAndOfNow() {
        refused(claims().issuer("http://127.0.0.1:1"), "iss");
        refused(claims().audience("another"), "aud");
        refused(claims().audience(List.of()), "aud");
        refused(claims().expirationTime(ago(Duration.ofMinutes(2))), "expired");
        refused(claims().expirationTime(null), "must say");
        refused(claims().notBeforeTime(ago(Duration.ofMinutes(-2))), "before");
        refused(claims().subject(null), "must say");
        refused(claims().claim("nonce", "n"), "no access token");
        refused(claims().claim("typ", "ID"), "no access token");
    }

    /** The clocks may be a minute apart: such a token is not refused for its time, but because nobody issued it. */
    @Test
    void aClockThatIsAMinuteOffDoesNoHarm() {
        refused(claims().expirationTime(ago(Duration.ofSeconds(30))), "does not vouch");
        refused(claims().notBeforeTime(ago(Duration.ofSeconds(-30))), "does not vouch");
    }

    @Test
    void claimsOfOddTypesGiveNothing() {
        String token = provider.tokenOf(
                "nightly",
                Map.of("roles", Map.of("ml-engineers", true), "teams", 7, "preferred_username", List.of("x")));
        assertThat(showing(token).get(ANYTHING).status()).isEqualTo(403);
    }

    private void refused(JWTClaimsSet.Builder claims, String reason) {
        Bearer.Answer answer = showing(provider.signed(claims.build())).get(ANYTHING);
        assertThat(answer.status()).as(reason).isEqualTo(401);
        assertThat(answer.challenges())
                .anySatisfy(challenge -> assertThat(challenge).contains("invalid_token", reason));
        assertThat(answer.text()).doesNotContain(reason);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(provider.issuer())
                .audience("countersign")
                .subject("somebody")
                .claim("roles", List.of("ml-engineers"))
                .issueTime(ago(Duration.ofMinutes(3)))
                .expirationTime(ago(Duration.ofMinutes(-5)));
    }

    private static Date ago(Duration time) {
        return Date.from(Instant.now().minus(time));
    }
}
