package io.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Deadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the gate says is written down whenever it becomes something else. */
class GateChangesTest {

    private static final String YEARLY = """
            policy: yearly
            applies-to: {models: [credit], changes: [{stage: {to: [Production]}}]}
            requires: {approvals: {group: reviewer, apart-from: [requester]}}
            subject: {tags: [intended-use]}
            revalidate-every: P1Y
            """;

    private final Bank bank = new Bank(YEARLY);

    @AfterEach
    void stop() {
        bank.close();
    }

    @Test
    void whatHappensAndTheTimeThatPassesChangeItsAnswer() {
        approved(Map.of("kind", "stage", "version", "1", "stage", "Production"));
        awaitChanges("null to allow: approved");

        bank.as("ann")
                .post(
                        "/api/2.0/mlflow/model-versions/set-tag",
                        Map.of("name", "credit", "version", "1", "key", "intended-use", "value", "mortgages"));
        awaitChanges("null to allow: approved", "allow to deny: subject-changed");

        approved(Map.of("kind", "revalidation", "version", "1", "stage", "Production"));
        awaitChanges("null to allow: approved", "allow to deny: subject-changed", "deny to allow: approved");

        bank.goTo(Instant.parse("2028-01-01T00:00:00Z"));
        bank.restart();
        awaitChanges(
                "null to allow: approved",
                "allow to deny: subject-changed",
                "deny to allow: approved",
                "allow to deny: revalidation-overdue");

        approved(Map.of("kind", "stage", "version", "1", "stage", "Archived"));
        awaitChanges(
                "null to allow: approved",
                "allow to deny: subject-changed",
                "deny to allow: approved",
                "allow to deny: revalidation-overdue",
                "deny to deny: not-there");
    }

    private void approved(Map<String, String> change) {
        bank.act("rita", bank.asked(change), "approve", Map.of());
    }

    private void awaitChanges(String... changes) {
        Deadline.soon("the gate's change is written down", () -> changes().size() >= changes.length);
        assertThat(changes()).containsExactly(changes);
    }

    /** Oldest first, which the timeline is not. */
    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        for (JsonNode event : bank.as("ann")
                .get(Bank.API + "/models/credit/versions/1/timeline?limit=200")
                .get("events")) {
            if (event.get("type").asString().equals("gate.answer-changed")) {
                JsonNode details = event.get("details");
                String before = details.has("before") ? details.get("before").asString() : "null";
                changes.add(before + " to " + details.get("now").asString() + ": "
                        + details.get("reasons").asString());
            }
        }
        return changes.reversed();
    }
}
