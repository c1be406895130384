package io.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An approval that holds for a year, on a server whose clock is moved. */
class RevalidationTest {

    private static final String API = "/api/governance/v1";
    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";
    private static final String YEARLY = """
            policy: yearly
            applies-to: {models: [credit], changes: [{stage: {to: [Production]}}]}
            requires: {approvals: {group: reviewer, apart-from: [requester]}}
            revalidate-every: P1Y
            revalidation-warning: P30D
            """;

    private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private InProcessServer server = InProcessServer.onAnEmptyDatabase();

    @BeforeEach
    void aVersionInProductionForAYear() {
        restart();
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        hire("olga", "admin");
        hire("ann", "contributor");
        hire("rita", "reviewer");
        agree(admin().exchange("POST", API + "/policies", YEARLY).json());
        as("ann").post(MLFLOW + "/registered-models/create", Map.of("name", "credit"));
        as("ann").post(MLFLOW + "/model-versions/create", Map.of("name", "credit", "source", "s3://b/m"));
        approved(Map.of("kind", "stage", "version", "1", "stage", "Production"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anApprovalIsDueThenOverdueAcrossRestartsAndIsGivenAnew() {
        assertThat(gate()).isEqualTo("allow [approved]");
        now = Instant.parse("2027-10-23T12:00:00Z");
        assertThat(gate()).isEqualTo("allow [approved]");
        now = Instant.parse("2027-10-24T12:00:00Z");
        assertThat(gate()).isEqualTo("warn [revalidation-due]");
        restart();
        assertThat(gate()).isEqualTo("warn [revalidation-due]");
        now = Instant.parse("2027-11-23T11:59:59Z");
        assertThat(gate()).isEqualTo("warn [revalidation-due]");
        now = Instant.parse("2027-11-23T12:00:00Z");
        assertThat(gate()).isEqualTo("deny [revalidation-overdue]");
        restart();
        assertThat(gate()).isEqualTo("deny [revalidation-overdue]");

        approved(Map.of("kind", "revalidation", "version", "1", "stage", "Production"));
        assertThat(gate()).isEqualTo("allow [approved]");
        now = now.plus(Duration.ofDays(365));
        assertThat(gate()).isEqualTo("warn [revalidation-due]");
    }

    @Test
    void theInventoryTellsWhatHasToBeApprovedAnew() {
        assertThat(listed("due")).isEmpty();
        now = Instant.parse("2027-11-01T00:00:00Z");
        assertThat(listed("due")).containsExactly("credit");
        assertThat(listed("overdue")).isEmpty();
        now = Instant.parse("2028-01-01T00:00:00Z");
        assertThat(listed("overdue")).containsExactly("credit");
        assertThat(as("ann")
                        .get(API + "/inventory")
                        .at("/models/0/next_validation")
                        .asString())
                .isEqualTo("2027-11-23T12:00:00Z");
    }

    private List<String> listed(String validation) {
        return as("ann").get(API + "/inventory?validation=" + validation).findValuesAsString("model");
    }

    private void restart() {
        var database = server.database();
        server.close();
        server = InProcessServer.on(database, clock);
    }

    private String gate() {
        JsonNode answer = as("ann").get(API + "/gate?model=credit&version=1");
        List<String> codes = answer.get("reasons").findValuesAsString("code");
        return answer.get("answer").asString() + " " + codes;
    }

    private void approved(Map<String, String> change) {
        JsonNode request = as("ann").send("POST", API + "/models/credit/requests", Map.of("change", change));
        String path = API + "/requests/" + request.get("request_id").asString() + "/approve";
        assertThat(as("rita").send("POST", path, Map.of()).at("/request/state").asString())
                .isEqualTo("approved");
    }

    private void agree(JsonNode proposal) {
        String path = API + "/policy-proposals/" + proposal.get("proposal_id").asString() + "/agree";
        as("olga").send("POST", path, Map.of());
    }

    private void hire(String name, String role) {
        admin().post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        admin().send("PUT", API + "/users/" + name, Map.of("roles", List.of(role)));
    }

    private Caller admin() {
        return new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }

    private Caller as(String name) {
        return new Caller(server, name, PASSWORD);
    }
}
