package io.countersign.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was let into Production for a while only, on a server whose clock is moved. */
class ForAWhileTest {

    private static final String FREEZE = """
            policy: frozen
            applies-to: {models: [credit], changes: [{stage: {to: [Production]}}]}
            requires:
              approvals: {group: reviewer, apart-from: [requester]}
              freezes: [{from: "2026-11-20T00:00:00Z", until: "2026-11-30T00:00:00Z"}]
            break-glass: {group: reviewer, for-at-most: PT4H}
            """;
    private static final Map<String, String> PROMOTION = Map.of("kind", "stage", "version", "1", "stage", "Production");
    private static final Map<String, String> AGAIN =
            Map.of("kind", "revalidation", "version", "1", "stage", "Production");
    private static final Instant AFTER_THE_FREEZE = Instant.parse("2026-12-01T12:00:00Z");

    private final Bank bank = new Bank(FREEZE);

    @AfterEach
    void stop() {
        bank.close();
    }

    @Test
    void whatTwoPeopleBrokeTheGlassForNeedsAnApprovalInTime() {
        String request = bank.asked(PROMOTION);
        bank.act("rita", request, "approve", Map.of());
        JsonNode proposed = bank.act("rita", request, "break-glass", Map.of("reason", "customers are locked out"));
        assertThat(proposed.at("/request/state").asString()).isEqualTo("open");
        assertThat(proposed.at("/break_glass/0/by").asString()).isEqualTo("rita");
        assertThat(bank.gate()).isEqualTo("deny [not-there]");

        JsonNode done = bank.act("rob", request, "break-glass", Map.of("reason", "so they are"));
        assertThat(done.at("/request/state").asString()).isEqualTo("approved");
        assertThat(done.at("/bypass/until").asString()).isEqualTo("2026-11-23T16:00:00Z");
        assertThat(done.at("/policies/1/rules").findValuesAsString("status")).containsExactly("satisfied", "bypassed");
        assertThat(bank.gate()).isEqualTo("warn [glass-broken]");

        bank.goTo(bank.now().plus(Duration.ofHours(4)));
        bank.restart();
        assertThat(bank.gate()).isEqualTo("deny [glass-broken-too-long]");

        bank.goTo(AFTER_THE_FREEZE);
        String anew = bank.asked(AGAIN);
        bank.act("rob", anew, "approve", Map.of());
        assertThat(bank.gate()).isEqualTo("allow [approved]");
    }

    @Test
    void theReviewStaysOpenUntilSomebodyElseDidIt() {
        String request = bank.asked(PROMOTION);
        bank.act("rita", request, "approve", Map.of());
        bank.act("rita", request, "break-glass", Map.of("reason", "customers are locked out"));
        bank.act("rob", request, "break-glass", Map.of("reason", "so they are"));
        assertThat(openReviews()).containsExactly(request);

        for (String partaker : List.of("rita", "rob")) {
            assertThat(reviewBy(partaker, request).status()).isEqualTo(403);
        }
        assertThat(reviewBy("olga", request).status()).isEqualTo(200);
        assertThat(openReviews()).isEmpty();
        assertThat(bank.as("ann")
                        .get(Bank.API + "/bypasses")
                        .at("/bypasses/0/conclusion")
                        .asString())
                .isEqualTo("it was right");
        assertThat(reviewBy("olga", request).status()).isEqualTo(404);
    }

    @Test
    void anApprovalOnConditionRevokesItselfWhenTheConditionIsNotMet() {
        bank.goTo(AFTER_THE_FREEZE);
        String request = bank.asked(PROMOTION);
        Instant due = AFTER_THE_FREEZE.plus(Duration.ofDays(7));
        JsonNode approved = bank.act("rita", request, "approve", Map.of("findings", List.of(finding(due))));
        assertThat(approved.at("/request/state").asString()).isEqualTo("approved");
        assertThat(approved.at("/findings/0/state").asString()).isEqualTo("open");
        assertThat(bank.gate()).isEqualTo("allow [approved]");

        bank.goTo(due);
        Deadline.soon("the approval is revoked", () -> bank.gate().equals("deny [approval-revoked]"));
        assertThat(bank.as("ann")
                        .get(Bank.API + "/findings?state=overdue")
                        .at("/findings/0/text")
                        .asString())
                .isEqualTo("watch the drift");
        bank.act("rita", bank.asked(AGAIN), "approve", Map.of());
        assertThat(bank.gate()).isEqualTo("allow [approved]");
    }

    @Test
    void whatIsMendedInTimeRevokesNothing() {
        bank.goTo(AFTER_THE_FREEZE);
        Instant due = AFTER_THE_FREEZE.plus(Duration.ofDays(7));
        String request = bank.asked(PROMOTION);
        String finding = bank.act("rita", request, "approve", Map.of("findings", List.of(finding(due))))
                .at("/findings/0/finding_id")
                .asString();
        String path = Bank.API + "/findings/" + finding + "/resolve";
        assertThat(bank.as("ann").exchange("POST", path, "{}").status()).isEqualTo(403);
        assertThat(bank.as("rita").send("POST", path, Map.of()).get("state").asString())
                .isEqualTo("resolved");

        bank.goTo(due.plus(Duration.ofDays(1)));
        bank.restart();
        assertThat(bank.gate()).isEqualTo("allow [approved]");
    }

    private static Map<String, String> finding(Instant due) {
        return Map.of("severity", "high", "owner", "ann", "due", due.toString(), "text", "watch the drift");
    }

    private List<String> openReviews() {
        return bank.as("ann").get(Bank.API + "/bypasses?open=true").findValuesAsString("request_id");
    }

    private Caller.Answer reviewBy(String person, String request) {
        return bank.as(person)
                .exchange("POST", Bank.API + "/requests/" + request + "/review", "{\"conclusion\": \"it was right\"}");
    }
}
