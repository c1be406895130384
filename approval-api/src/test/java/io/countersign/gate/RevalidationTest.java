package io.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An approval that holds for a year, on a server whose clock is moved. */
class RevalidationTest {

    private static final String YEARLY = """
            policy: yearly
            applies-to: {models: [credit], changes: [{stage: {to: [Production]}}, alias: champion]}
            requires: {approvals: {group: reviewer, apart-from: [requester]}}
            revalidate-every: P1Y
            revalidation-warning: P30D
            """;

    private final Bank bank = new Bank(YEARLY);

    @BeforeEach
    void aVersionInProduction() {
        approved(Map.of("kind", "stage", "version", "1", "stage", "Production"));
    }

    @AfterEach
    void stop() {
        bank.close();
    }

    @Test
    void anApprovalIsDueThenOverdueAcrossRestartsAndIsGivenAnew() {
        assertThat(bank.gate()).isEqualTo("allow [approved]");
        bank.goTo(Instant.parse("2027-10-23T12:00:00Z"));
        assertThat(bank.gate()).isEqualTo("allow [approved]");
        bank.goTo(Instant.parse("2027-10-24T12:00:00Z"));
        assertThat(bank.gate()).isEqualTo("warn [revalidation-due]");
        bank.restart();
        assertThat(bank.gate()).isEqualTo("warn [revalidation-due]");
        bank.goTo(Instant.parse("2027-11-23T11:59:59Z"));
        assertThat(bank.gate()).isEqualTo("warn [revalidation-due]");
        bank.goTo(Instant.parse("2027-11-23T12:00:00Z"));
        assertThat(bank.gate()).isEqualTo("deny [revalidation-overdue]");
        bank.restart();
        assertThat(bank.gate()).isEqualTo("deny [revalidation-overdue]");

        approved(Map.of("kind", "revalidation", "version", "1", "stage", "Production"));
        assertThat(bank.gate()).isEqualTo("allow [approved]");
        bank.goTo(bank.now().plus(Duration.ofDays(365)));
        assertThat(bank.gate()).isEqualTo("warn [revalidation-due]");
    }

    @Test
    void whatAnAliasLeadsToIsApprovedAnewToo() {
        approved(Map.of("kind", "alias", "version", "1", "alias", "champion"));
        bank.goTo(Instant.parse("2027-12-01T00:00:00Z"));
        assertThat(gateOfChampion()).isEqualTo("deny");

        approved(Map.of("kind", "alias-revalidation", "version", "1", "alias", "champion"));
        assertThat(gateOfChampion()).isEqualTo("allow");
        assertThat(bank.gate()).isEqualTo("deny [revalidation-overdue]");
    }

    @Test
    void theInventoryTellsWhatHasToBeApprovedAnew() {
        assertThat(listed("due")).isEmpty();
        bank.goTo(Instant.parse("2027-11-01T00:00:00Z"));
        assertThat(listed("due")).containsExactly("credit");
        assertThat(listed("overdue")).isEmpty();
        bank.goTo(Instant.parse("2028-01-01T00:00:00Z"));
        assertThat(listed("overdue")).containsExactly("credit");
        assertThat(bank.as("ann")
                        .get(Bank.API + "/inventory")
                        .at("/models/0/next_validation")
                        .asString())
                .isEqualTo("2027-11-23T12:00:00Z");
    }

    private String gateOfChampion() {
        return bank.as("ann")
                .get(Bank.API + "/gate?model=credit&version=1&alias=champion")
                .get("answer")
                .asString();
    }

    private List<String> listed(String validation) {
        return bank.as("ann")
                .get(Bank.API + "/inventory?validation=" + validation)
                .findValuesAsString("model");
    }

    private void approved(Map<String, String> change) {
        String request = bank.asked(change);
        assertThat(bank.act("rita", request, "approve", Map.of())
                        .at("/request/state")
                        .asString())
                .isEqualTo("approved");
    }
}
