package io.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.database.ConnectionPools;
import io.countersign.governance.Office;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever decided, and whoever audits them, is given something that says so without the server. */
class ReceiptRoutesTest {

    private static final NoteSigner WITNESS = NoteSigner.of("witness.example/w", NoteKey.Kind.WITNESS, new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    });
    private static final NoteSigner STRANGER =
            NoteSigner.of("witness.example/stranger", NoteKey.Kind.WITNESS, new byte[32]);

    @AutoClose
    private static final Office OFFICE =
            new Office(InProcessServer.onAnEmptyDatabase(List.of("--countersign.witnesses=" + WITNESS.key())));

    private static final Caller ANN = OFFICE.hire("ann", "contributor");
    private static final Caller RITA = OFFICE.hire("rita", "reviewer");
    private static final Caller AUDREY = OFFICE.hire("audrey", "auditor");
    private static final NoteKey KEY = InProcessServer.LOG_KEY.key();

    private static String model;
    private static String request;
    private static String approval;
    private static String transition;

    @BeforeAll
    static void somebodyApproves() {
        OFFICE.inForce("""
                policy: two-signatures
                applies-to: {changes: [{stage: {to: [Production]}}]}
                requires:
                  approvals: {group: reviewer, count: 1, apart-from: [requester]}
                signing: {meaning: [reviewed]}
                """);
        model = Office.aModel(ANN);
        request = Office.asked(ANN, model);
        Office.send(
                RITA, "POST", "/requests/" + request + "/approve", Map.of("meaning", "reviewed", "comment", "Good."));
        approval = eventOf("registered-model.approval-given");
        transition = eventOf("registered-model.transition-approved");
    }

    private static String eventOf(String type) {
        String event = OFFICE.server()
                .ownersSql()
                .queryForObject(
                        "select max(event_identifier) from log.domain_event_entry where payload_type = ?",
                        String.class,
                        type);
        return String.valueOf(event);
    }

    private static Caller.Answer ask(Caller who, String path) {
        return who.ask("GET", Office.API + path, BodyPublishers.noBody());
    }

    private static byte[] receipt(Caller who, String path) {
        Deadline.soon("it is in a checkpoint", () -> ask(who, path).status() != 503);
        Caller.Answer answer = ask(who, path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(Receipt.MEDIA_TYPE);
        return answer.body();
    }

    private static JsonNode predicate(byte[] receipt) {
        Receipt.Proven proven = Receipt.parse(receipt).requireTrue(KEY, List.of());
        return JsonMapper.shared().readTree(proven.statement()).get("predicate");
    }

    @Test
    void theReviewerIsGivenAReceiptOfTheApprovalAndOfWhatItLedTo() {
        JsonNode listed = Office.get(RITA, "/models/" + model + "/versions/1/receipts");
        assertThat(listed.get("receipts").valueStream().map(each -> each.get("type")
                        .asString()))
                .contains("registered-model.approval-given", "registered-model.transition-approved");
        for (JsonNode each : listed.get("receipts")) {
            JsonNode said = predicate(receipt(RITA, each.get("href").asString().substring(Office.API.length())));
            assertThat(said.get("event").get("id")).isEqualTo(each.get("event_id"));
            assertThat(said.get("by").asString())
                    .isEqualTo(said.get("signedIn").get("actor").asString());
            assertThat(said.get("change").get("to").asString()).isEqualTo("PRODUCTION");
            assertThat(said.get("facts").get("source").asString()).isEqualTo("s3://b/m");
        }
    }

    @Test
    void theAuditorReadsWhatWasDecidedAndWhy() {
        JsonNode said = predicate(receipt(AUDREY, "/log/events/" + approval + "/receipt"));
        assertThat(said.get("meaning").asString()).isEqualTo("reviewed");
        byte[] receipt = receipt(AUDREY, "/log/events/" + transition + "/receipt");
        JsonNode made = predicate(receipt);
        assertThat(made.get("decision").asString()).isEqualTo("approved");
        assertThat(made.get("requests").get(0).asString()).isEqualTo(request);
        assertThat(made.get("policies").valueStream().map(policy -> policy.get("name")
                        .asString()))
                .contains("two-signatures");
        assertThat(made.get("evaluation").valueStream().map(rule -> rule.get("status")
                        .asString()))
                .contains("SATISFIED");
        assertThat(new String(receipt, StandardCharsets.UTF_8)).doesNotContain("Good.");
    }

    @Test
    void whatHasNoReceiptIsToldSo() {
        refused(404, AUDREY, "/log/events/nothing/receipt", "There is no event nothing.");
        refused(
                404,
                AUDREY,
                "/log/events/" + eventOf("registered-model.version-created") + "/receipt",
                "is a registered-model.version-created, which decides nothing");
        refused(403, RITA, "/log/events/" + approval + "/receipt", "auditor");
        String versions = "/models/" + model + "/versions/";
        refused(404, RITA, versions + "1/receipts/nothing", "Nothing was decided about version 1");
        refused(404, RITA, versions + "9/receipts", "not found");
        String elsewhere = Office.aModel(ANN);
        refused(
                404,
                RITA,
                "/models/" + elsewhere + "/versions/1/receipts/" + approval,
                "Nothing was decided about version 1 of " + elsewhere);
    }

    private static void refused(int status, Caller who, String path, String words) {
        Caller.Answer answer = ask(who, path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains(words);
    }

    @Test
    void whatIsNotInACheckpointYetIsToldSoAndWhatWasAlteredIsNotSigned() throws SQLException {
        try (Connection other =
                ConnectionPools.forOwner(OFFICE.server().database()).getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("select from proof.head for update"); // as if another server were at it
            String later = Office.asked(ANN, Office.aModel(ANN));
            Office.send(RITA, "POST", "/requests/" + later + "/approve", Map.of("meaning", "reviewed"));
            refused(
                    503,
                    AUDREY,
                    "/log/events/" + eventOf("registered-model.approval-given") + "/receipt",
                    "is not in a checkpoint yet");
            other.rollback();
        }
        String path = "/log/events/" + eventOf("registered-model.approval-given") + "/receipt";
        receipt(AUDREY, path);
        OFFICE.server().ownersSql().execute("""
                alter table log.domain_event_entry disable trigger append_only;
                update log.domain_event_entry set payload = convert_to(
                    replace(convert_from(payload, 'UTF8'), 'reviewed', 'approved'), 'UTF8')
                where global_index = (select max(global_index) from log.domain_event_entry
                    where payload_type = 'registered-model.approval-given');
                alter table log.domain_event_entry enable trigger append_only""");
        refused(409, AUDREY, path, "was altered after the log was signed with it");
    }

    @Test
    void whatAWitnessSawIsServedWithItsSignature() {
        SignedNote checkpoint = SignedNote.parse(ask(AUDREY, "/log/checkpoint").body());
        long now = Instant.now().getEpochSecond();
        refusedToTake(403, checkpoint.with(STRANGER, now).toString(), "that this server was told of");
        refusedToTake(400, "nothing", "A note is");
        String other = new Checkpoint(KEY.name(), 1, Hash.OF_NOTHING).text();
        refusedToTake(400, SignedNote.of(other, WITNESS, now).toString(), "This log signed no such checkpoint");
        String wrong = checkpoint
                .with(WITNESS, now)
                .toString()
                .replaceFirst("(— witness\\S+ )\\S{20}", "$1" + "AAAAA".repeat(4));
        refusedToTake(403, wrong, "that this server was told of");

        assertThat(sent(checkpoint.with(STRANGER, now).with(WITNESS, now).toString())
                        .status())
                .isEqualTo(204);

        String event = eventOf("registered-model.version-created");
        TlogProof proof =
                TlogProof.parse(ask(AUDREY, "/log/events/" + event + "/proof").text());
        assertThat(proof.checkpoint().text()).isEqualTo(checkpoint.text());
        assertThat(proof.checkpoint().cosignedAt(WITNESS.key())).contains(now);
        assertThat(proof.checkpoint().cosignedAt(STRANGER.key())).isEmpty();
    }

    private static Caller.Answer sent(String note) {
        return AUDREY.ask(
                "POST", Office.API + "/log/cosignatures", BodyPublishers.ofString(note), "Content-Type", "text/plain");
    }

    private static void refusedToTake(int status, String note, String words) {
        Caller.Answer answer = sent(note);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains(words);
    }
}
