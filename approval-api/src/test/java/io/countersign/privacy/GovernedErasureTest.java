package io.countersign.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.proof.Checkpoint;
import io.countersign.proof.CheckpointTable;
import io.countersign.proof.MerkleTree;
import io.countersign.proof.Proofs;
import io.countersign.proof.TileTable;
import io.countersign.signin.FirstAdmin;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Zoe has left; one administrator proposes that she be forgotten, and another agrees. */
class GovernedErasureTest {

    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String ERASURES = "/api/governance/v1/erasures";
    private static final String PASSWORD = "correct horse battery";
    private static final String HERS = "Quetzalcoatl";
    private static final String HER_NAME = "zoe.moctezuma";

    @AutoClose
    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();

    private final Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    private final Caller otto = new Caller(server, "otto", PASSWORD);
    private String zoe = "";

    @BeforeEach
    void zoeWorksAndLeaves() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        register("otto", "admin");
        zoe = register(HER_NAME, "contributor");
        Caller herself = new Caller(server, HER_NAME, PASSWORD);
        Map<String, String> tag = Map.of("key", "mlflow.user", "value", HERS);
        herself.post(MLFLOW + "/runs/create", Map.of("experiment_id", "0", "user_id", HERS, "tags", List.of(tag)));
        herself.post(MLFLOW + "/experiments/create", Map.of("name", "e", "tags", List.of(tag)));
        herself.post(MLFLOW + "/registered-models/create", Map.of("name", "m", "tags", List.of(tag)));
        herself.post(
                MLFLOW + "/registered-models/set-tag", Map.of("name", "m", "key", "mlflow.user", "value", HERS + "!"));
        herself.post(
                MLFLOW + "/model-versions/create",
                Map.of("name", "m", "source", "mlflow-artifacts:/0/x", "tags", List.of(tag)));
        herself.post(MLFLOW + "/comments/create", Map.of("name", "m", "version", "1", "comment", HERS));
        admin.send("DELETE", MLFLOW + "/users/delete", Map.of("username", HER_NAME));
        server.settle();
    }

    private String register(String name, String role) {
        admin.post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        return admin.send("PUT", "/api/governance/v1/users/" + name, Map.of("roles", List.of(role)))
                .get("subject_id")
                .asString();
    }

    private String propose() {
        return admin.post(ERASURES, Map.of("person_id", zoe, "reason", "She asked for it."))
                .get("erasure_id")
                .asString();
    }

    private JsonNode erase() {
        return otto.post(ERASURES + "/" + propose() + "/agree", Map.of());
    }

    @Test
    void withTheAnswerEverythingHasForgottenHer() {
        assertThat(Cleartext.of(server, HERS)).isNotEmpty();

        JsonNode erased = erase();

        assertThat(erased.get("state").asString()).isEqualTo("carried-out");
        assertThat(erased.get("key_fingerprint").asString()).matches("[0-9a-f]{64}");
        assertThat(Cleartext.of(server, HERS)).isEmpty();
        assertThat(Cleartext.of(server, HER_NAME)).isEmpty();
    }

    @Test
    void herWordsReadAsAbsentAndNobodyElsesDo() {
        erase();

        JsonNode run = admin.post(MLFLOW + "/runs/search", Map.of("experiment_ids", List.of("0")))
                .at("/runs/0");
        assertThat(run.at("/data/tags").toString()).doesNotContain(HERS);
        JsonNode timeline = admin.get("/api/governance/v1/models/m/versions/1/timeline");
        assertThat(timeline.toString()).doesNotContain(HERS).doesNotContain(HER_NAME);
        assertThat(admin.get(ERASURES).at("/erasures/0/reason").asString()).isEqualTo("She asked for it.");
    }

    @Test
    void neitherDoesThePastKnowHer() {
        String before = server.ownersSql()
                .queryForObject(
                        "select event_identifier from log.domain_event_entry order by global_index desc limit 1",
                        String.class);
        erase();

        assertThat(admin.get(MLFLOW + "/registered-models/get?name=m&as_of=" + before)
                        .toString())
                .doesNotContain(HERS);
    }

    @Test
    void theLogAndItsTreeStayWhatTheyWere() {
        Checkpoint before = checkpoint();
        String log = digestOfTheLog(before.size());

        erase();

        Checkpoint after = checkpoint();
        assertThat(after.size()).isGreaterThan(before.size());
        MerkleTree tree = new MerkleTree(server.part(TileTable.class), after.size());
        Proofs.requireConsistent(
                before.size(), before.root(), after.size(), after.root(), tree.consistency(before.size()));
        assertThat(digestOfTheLog(before.size())).isEqualTo(log);
    }

    /** Of everything so far. */
    private Checkpoint checkpoint() {
        long events = Objects.requireNonNull(
                server.ownersSql().queryForObject("select count(*) from log.domain_event_entry", Long.class));
        CheckpointTable signed = server.part(CheckpointTable.class);
        Deadline.soon("all of it is signed", () -> signed.latest()
                .map(Checkpoint::of)
                .filter(checkpoint -> checkpoint.size() >= events)
                .isPresent());
        return Checkpoint.of(signed.latest().orElseThrow());
    }

    private String digestOfTheLog(long events) {
        return String.valueOf(server.ownersSql().queryForObject("""
                        select md5(string_agg(e::text, '' order by global_index)) from (
                            select * from log.domain_event_entry order by global_index limit ?) e""", String.class, events));
    }

    @Test
    void aRebuildComesToTheSame() {
        erase();

        assertThat(InProcessServer.rebuildOf(server.database()).compare(done -> {}))
                .isEmpty();
    }

    @Test
    void aServerThatDiedInBetweenForgetsWhenItIsBack() {
        erase();
        server.ownersSql().update("update views.runs set user_name = ?", HERS);
        server.ownersSql().update("update ops.erasures set views_forgot_at = null");

        server.settle();

        assertThat(Cleartext.of(server, HERS)).isEmpty();
    }

    @Test
    void oneAloneForgetsNobody() {
        Answer alone = admin.exchange("POST", ERASURES + "/" + propose() + "/agree", "{}");

        assertThat(alone.status()).isEqualTo(403);
        assertThat(alone.text()).contains("another administrator has to agree");
        assertThat(Cleartext.of(server, HERS)).isNotEmpty();
    }

    @Test
    void whoCanStillSignInIsNotForgotten() {
        String id = admin.get("/api/governance/v1/users/otto").get("subject_id").asString();

        Answer active = admin.exchange("POST", ERASURES, "{\"person_id\": \"" + id + "\"}");

        assertThat(active.status()).isEqualTo(409);
        assertThat(active.text()).contains("remove their account first");
    }

    @Test
    void whoNeverWasIsNotFound() {
        assertThat(admin.exchange("POST", ERASURES, "{\"person_id\": \"nobody\"}")
                        .status())
                .isEqualTo(404);
        assertThat(admin.exchange("POST", ERASURES, "{}").status()).isEqualTo(400);
        assertThat(otto.exchange("POST", ERASURES + "/0198c0de/agree", "{}").status())
                .isEqualTo(404);
    }
}
