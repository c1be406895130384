package io.countersign.notice;

import static io.countersign.notice.MailOffice.API;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is told of what, and when: by mail, to a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticesTest {

    private final MailOffice office = new MailOffice();

    @BeforeAll
    void theyAreThere() {
        office.hired("ann", "contributor");
        office.hired("rita", "reviewer");
        office.hired("rolf", "reviewer");
        office.hired("vera", "viewer");
        office.hired("olga", "admin");
    }

    @AfterEach
    void everythingIsForgotten() {
        office.forgets();
    }

    @AfterAll
    void stop() {
        office.close();
    }

    private void areReached(String... names) {
        for (String name : names) {
            office.prefers(name, Map.of("address", MailOffice.address(name)));
        }
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        return message.getHeader(name, ", ");
    }

    @Test
    void whatWaitsIsToldToEachWhoMayDecideAndToNobodyElse() {
        areReached("ann", "rita", "rolf", "vera", "olga");
        String model = office.aModel("ann");
        String request = office.asks("ann", model);
        office.awaitTold();
        for (String reviewer : List.of("rita", "rolf", "olga")) {
            assertThat(office.subjectsTo(reviewer))
                    .as(reviewer)
                    .containsExactly(model + ", version 1: change to Production waits for your decision");
        }
        assertThat(MailOffice.text(office.mailsTo("rita").getFirst()))
                .contains(MailOffice.PUBLIC_URL + API + "/requests/" + request);
        assertThat(office.subjectsTo("ann")).isEmpty();
        assertThat(office.subjectsTo("vera")).isEmpty();
    }

    @Test
    void mailsSayThatNobodyWroteThemAndWhichBelongTogether() throws MessagingException {
        areReached("ann", "rita");
        String request = office.asks("ann", office.aModel("ann"));
        office.awaitTold();
        MimeMessage mail = office.mailsTo("rita").getFirst();
        assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(header(mail, "List-Id")).isEqualTo("<notices.countersign.example.com>");
        assertThat(header(mail, "Message-ID")).matches("<[0-9a-f]{32}@example.com>");
        assertThat(header(mail, "References")).isEqualTo("<" + request + "@example.com>");
        assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");

        office.says("rolf", request, "reject");
        office.awaitMails("ann", 1);
        assertThat(header(office.mailsTo("ann").getFirst(), "References")).isEqualTo("<" + request + "@example.com>");
    }

    @Test
    void whatWasDecidedIsToldToWhoHadAPartInItAndNotToWhoDecided() {
        areReached("ann", "rita", "rolf");
        String model = office.aModel("ann");
        String request = office.asks("ann", model);
        office.says("rolf", request, "veto");
        office.says("rolf", request, "lift-veto");
        office.awaitTold();
        office.says("rita", request, "approve");
        office.awaitTold();
        String approved = model + ", version 1: change to Production was approved";
        assertThat(office.subjectsTo("ann")).containsExactly(approved);
        assertThat(office.subjectsTo("rolf")).contains(approved);
        assertThat(office.subjectsTo("rita")).doesNotContain(approved);
    }

    @Test
    void whatPeopleWroteStandsInNoMail() {
        areReached("ann", "rita");
        String model = office.aModel("ann");
        office.as("ann")
                .post(
                        API + "/models/" + model + "/requests",
                        Map.of(
                                "change",
                                Map.of("kind", "stage", "version", "1", "stage", "Production"),
                                "comment",
                                "a secret between us"));
        office.awaitTold();
        assertThat(MailOffice.text(office.mailsTo("rita").getFirst())).doesNotContain("secret");
    }

    @Test
    void whoWantsNoneOfItGetsNone() {
        areReached("rita");
        office.prefers("rolf", Map.of("address", MailOffice.address("rolf"), "happenings", List.of("decided")));
        office.prefers("olga", Map.of("address", MailOffice.address("olga"), "quiet", true));
        office.asks("ann", office.aModel("ann"));
        office.awaitTold();
        assertThat(office.mailsTo("rita")).hasSize(1);
        assertThat(office.states("rolf")).isEmpty();
        assertThat(office.states("olga")).isEmpty();
    }

    @Test
    void whoWasRemovedIsForgotten() {
        office.reached("gone", "reviewer");
        office.admin().send("DELETE", MailOffice.MLFLOW + "/users/delete", Map.of("username", "gone"));
        areReached("rita");
        office.asks("ann", office.aModel("ann"));
        office.awaitTold();
        assertThat(office.mailsTo("gone")).isEmpty();
        assertThat(office.server.sql().queryForList("select count(*) from ops.notice_channels", Integer.class))
                .containsExactly(1);
    }

    @Test
    void aProposedPolicyWaitsForTheOtherAdministrators() {
        areReached("olga", "rita");
        var proposed = office.admin().exchange("POST", API + "/policies", """
                policy: told
                applies-to: {models: [told-*], changes: [{stage: {to: [Production]}}]}
                requires: {approvals: {group: reviewer, count: 1}}
                """);
        String id = proposed.json().get("proposal_id").asString();
        office.awaitMails("olga", 1);
        assertThat(office.subjectsTo("olga"))
                .containsExactly("Policy told, revision 1: what it is to say waits for your decision");
        assertThat(office.states("rita")).isEmpty();
        office.admin().post(API + "/policy-proposals/" + id + "/withdraw", Map.of());
    }

    @Test
    void whatExpiresIsToldBeforeAndWhenItHas() {
        areReached("ann", "rita");
        policy("short-lived", "brief-*", "expires-after: P3D");
        String model = office.aModel("ann");
        String brief = "brief-" + model;
        office.as("ann")
                .post(MailOffice.MLFLOW + "/registered-models/rename", Map.of("name", model, "new_name", brief));
        office.asks("ann", brief);
        office.awaitTold();
        notices().remind();
        office.awaitTold();
        assertThat(office.subjectsTo("ann")).isEmpty();

        office.clock.move(Duration.ofHours(49));
        notices().remind();
        notices().remind();
        office.awaitMails("ann", 1);
        office.awaitMails("rita", 2);
        assertThat(office.subjectsTo("ann").getFirst())
                .startsWith(brief + ", version 1: change to Production expires soon, until 20");
        assertThat(office.subjectsTo("rita").getLast()).contains("expires soon");

        office.clock.move(Duration.ofHours(24));
        office.awaitMails("ann", 2);
        office.awaitTold();
        assertThat(office.subjectsTo("ann").getLast()).endsWith("change to Production has expired");
        assertThat(office.states("ann")).containsExactly("expiring sent", "expired sent");
    }

    private Notices notices() {
        return office.server.part(Notices.class);
    }

    private void policy(String name, String models, String more) {
        var proposed = office.admin().exchange("POST", API + "/policies", """
                policy: %s
                applies-to: {models: ["%s"], changes: [{stage: {to: [Production]}}]}
                %s
                requires: {approvals: {group: reviewer, count: 1, apart-from: [requester]}}
                """.formatted(name, models, more));
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
        String id = proposed.json().get("proposal_id").asString();
        office.as("olga").post(API + "/policy-proposals/" + id + "/agree", Map.of());
    }

    @Test
    void aDigestListsEachRequestOnceAsItStandsThen() {
        office.prefers("rita", Map.of("address", MailOffice.address("rita"), "timing", "daily", "hour", 8));
        List<String> models = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            models.add(office.aModel("ann"));
        }
        List<String> requests =
                models.stream().map(model -> office.asks("ann", model)).toList();
        office.awaitTold();
        office.says("rolf", requests.getFirst(), "reject");
        office.awaitTold();
        assertThat(office.mailsTo("rita")).isEmpty();

        office.clock.move(untilNext(8));
        office.awaitTold();
        assertThat(office.subjectsTo("rita")).containsExactly("2 requests in Countersign");
        assertThat(MailOffice.text(office.mailsTo("rita").getFirst()))
                .contains(models.get(1), models.get(2))
                .doesNotContain(models.get(0));
        assertThat(office.states("rita")).containsExactlyInAnyOrder("waiting dropped", "waiting sent", "waiting sent");
    }

    private Duration untilNext(int hour) {
        Instant now = office.clock.instant();
        Instant today = now.truncatedTo(ChronoUnit.DAYS).plus(hour, ChronoUnit.HOURS);
        return Duration.between(now, today.isAfter(now) ? today : today.plus(1, ChronoUnit.DAYS));
    }

    @Test
    void aFloodBecomesOneMail() {
        areReached("rita");
        for (int i = 0; i < Outbox.FEW + 4; i++) {
            office.asks("ann", office.aModel("ann"));
        }
        office.awaitTold();
        assertThat(office.mailsTo("rita")).hasSize(Outbox.FEW);
        office.clock.move(Outbox.WINDOW);
        office.awaitMails("rita", Outbox.FEW + 1);
        office.awaitTold();
        assertThat(office.subjectsTo("rita")).hasSize(Outbox.FEW + 1).last().isEqualTo("4 requests in Countersign");
    }

    @Test
    void whoHasApprovedBeforeTheDigestIsNotWaitedFor() {
        policyOfTwo();
        office.prefers("rita", Map.of("address", MailOffice.address("rita"), "timing", "hourly"));
        String model = office.aModel("ann");
        String pair = "pair-" + model;
        office.as("ann").post(MailOffice.MLFLOW + "/registered-models/rename", Map.of("name", model, "new_name", pair));
        String request = office.asks("ann", pair);
        office.awaitTold();
        office.says("rita", request, "approve");
        office.clock.move(Duration.ofHours(1));
        office.awaitTold();
        assertThat(office.states("rita")).containsExactly("waiting dropped");
        assertThat(office.mailsTo("rita")).isEmpty();
    }

    private void policyOfTwo() {
        var proposed = office.admin().exchange("POST", API + "/policies", """
                policy: pairs
                applies-to: {models: ["pair-*"], changes: [{stage: {to: [Production]}}]}
                requires: {approvals: {group: reviewer, count: 2, apart-from: [requester]}}
                """);
        String id = proposed.json().get("proposal_id").asString();
        office.as("olga").post(API + "/policy-proposals/" + id + "/agree", Map.of());
    }
}
