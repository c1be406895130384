package io.countersign.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import io.countersign.tracking.RunQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Zoe writes wherever a person can, then wishes to be forgotten; Rita, who decided on her requests, does not. */
class ErasureTest {

    private static final String MLFLOW = "/api/2.0/mlflow";
    private static final String PASSWORD = "correct horse battery";
    private static final String ZOES = "Quetzalcoatl";
    private static final String RITAS = "Huitzilopochtli";

    // Its dot keeps it apart from what is encrypted: by chance base64 spells any short name of letters.
    private static final String ZOES_NAME = "zoe.moctezuma";

    /** Tags that name a person are read, and searched, as any others: their views hold what was sealed. */
    private static final Set<String> IN_THE_CLEAR = Set.of(
            "views.runs",
            "views.run_tags",
            "views.experiment_tags",
            "views.registered_model_tags",
            "views.registered_model_tags_past",
            "views.model_version_tags",
            "views.model_version_tags_past");

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private final Caller zoe = new Caller(server, ZOES_NAME, PASSWORD);
    private final Caller rita = new Caller(server, "rita", PASSWORD);
    private String subject;
    private String run;

    @BeforeEach
    void theyWork() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
        Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
        subject = register(admin, ZOES_NAME, "contributor");
        register(admin, "rita", "reviewer");
        run = zoeTracks();
        zoeAndRitaGovern();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String register(Caller admin, String name, String role) {
        admin.post(MLFLOW + "/users/create", Map.of("username", name, "password", PASSWORD));
        return admin.send("PUT", "/api/governance/v1/users/" + name, Map.of("roles", List.of(role)))
                .get("subject_id")
                .asString();
    }

    private String zoeTracks() {
        Map<String, String> tag = Map.of("key", "mlflow.user", "value", ZOES + " tag");
        String created = zoe.post(
                        MLFLOW + "/runs/create",
                        Map.of("experiment_id", "0", "user_id", ZOES + " user", "tags", List.of(tag)))
                .at("/run/info/run_id")
                .asString();
        zoe.post(MLFLOW + "/runs/set-tag", with(tag, "run_id", created));
        zoe.post(MLFLOW + "/runs/log-batch", Map.of("run_id", created, "tags", List.of(tag)));
        zoe.post(MLFLOW + "/experiments/create", Map.of("name", "tagged", "tags", List.of(tag)));
        zoe.post(MLFLOW + "/experiments/set-experiment-tag", with(tag, "experiment_id", "0"));
        zoe.post(MLFLOW + "/registered-models/create", Map.of("name", "m", "tags", List.of(tag)));
        zoe.post(MLFLOW + "/registered-models/set-tag", with(tag, "name", "m"));
        zoe.post(
                MLFLOW + "/model-versions/create",
                Map.of("name", "m", "source", "mlflow-artifacts:/0/x", "tags", List.of(tag)));
        zoe.post(MLFLOW + "/model-versions/set-tag", with(with(tag, "name", "m"), "version", "1"));
        return created;
    }

    private void zoeAndRitaGovern() {
        String comment = zoe.post(MLFLOW + "/comments/create", comment(ZOES + " comment"))
                .at("/comment/id")
                .asString();
        zoe.send("PATCH", MLFLOW + "/comments/update", Map.of("id", comment, "comment", ZOES + " edited"));
        zoe.post(MLFLOW + "/transition-requests/create", change("Staging", ZOES + " request"));
        zoe.send(
                "DELETE",
                MLFLOW + "/transition-requests/delete?name=m&version=1&stage=Staging&creator=" + ZOES_NAME + "&comment="
                        + ZOES,
                Map.of());
        zoe.post(MLFLOW + "/transition-requests/create", change("Staging", ZOES + " request"));
        rita.post(MLFLOW + "/transition-requests/reject", change("Staging", RITAS + " no"));
        zoe.post(MLFLOW + "/transition-requests/create", change("Production", ZOES + " request"));
        rita.post(
                MLFLOW + "/transition-requests/approve",
                with(change("Production", RITAS + " yes"), "archive_existing_versions", "false"));
        rita.post(
                MLFLOW + "/databricks/model-versions/transition-stage",
                with(change("Archived", RITAS + " done"), "archive_existing_versions", "false"));
        zoe.post(MLFLOW + "/transition-requests/create", change("None", ZOES + " open request"));
        zoe.post(
                "/api/governance/v1/models/m/versions/1/checks",
                Map.of("check", "tests", "external_id", "1", "state", "passed", "summary", ZOES + " summary"));
        Map<String, String> answer = Map.of("item", "bias", "answer", "yes", "note", ZOES + " note");
        zoe.send("PUT", "/api/governance/v1/models/m/versions/1/checklists/l", Map.of("answers", List.of(answer)));
        server.settle();
    }

    private static Map<String, String> comment(String text) {
        return Map.of("name", "m", "version", "1", "comment", text);
    }

    private static Map<String, String> change(String stage, String comment) {
        return with(comment(comment), "stage", stage);
    }

    private static Map<String, String> with(Map<String, String> members, String name, String value) {
        Map<String, String> more = new TreeMap<>(members);
        more.put(name, value);
        return more;
    }

    @Test
    void whatPeopleWriteIsNowhereInTheClearButInTheViewsThatShowIt() {
        assertThat(tablesWith(ZOES)).isEqualTo(new TreeSet<>(IN_THE_CLEAR));
        assertThat(tablesWith(RITAS)).isEmpty();
        assertThat(tablesWith(ZOES_NAME)).containsExactly("ops.users");
    }

    @Test
    void itCanBeReadBack() {
        assertThat(comments(server))
                .hasSize(12)
                .filteredOn(comment -> comment.startsWith(ZOES))
                .hasSize(8);
        assertThat(new Caller(server, "rita", PASSWORD)
                        .get("/api/governance/v1/models/m/versions/1/checklists/l")
                        .at("/answers/0/note")
                        .asString())
                .isEqualTo(ZOES + " note");
        assertThat(server.part(RunQueries.class).byId(run).orElseThrow().userName())
                .isEqualTo(ZOES + " user");
    }

    @Test
    void onceTheKeyIsGoneItReadsAsAbsentAndTheLogStaysAsItIs() {
        long newest = newestEvent();
        String log = digestOfTheLogUpTo(newest);
        erase();

        try (InProcessServer later = InProcessServer.on(server.database())) {
            assertThat(comments(later)).hasSize(4).allMatch(comment -> comment.startsWith(RITAS));
            assertThat(new Caller(later, ZOES_NAME, PASSWORD)
                            .get(MLFLOW + "/transition-requests/list?name=m&version=1")
                            .at("/requests/0")
                            .has("comment"))
                    .isFalse();
        }
        assertThat(digestOfTheLogUpTo(newest)).isEqualTo(log);
    }

    @Test
    void aRebuildForgetsWhatTheViewsStillShowed() {
        erase();

        InProcessServer.rebuildOf(server.database()).replace(done -> {});

        assertThat(tablesWith(ZOES)).isEmpty();
        assertThat(InProcessServer.rebuildOf(server.database()).compare(done -> {}))
                .isEmpty();
        var forgotten = server.part(RunQueries.class).byId(run).orElseThrow();
        assertThat(forgotten.userName()).isNull();
        assertThat(forgotten.tags()).containsEntry("mlflow.user", "");
    }

    @Test
    void whoWritesAgainIsReadAgainAndWhatWasErasedStaysAbsent() {
        erase();

        try (InProcessServer later = InProcessServer.on(server.database())) {
            new Caller(later, ZOES_NAME, PASSWORD).post(MLFLOW + "/comments/create", comment(ZOES + " again"));

            assertThat(comments(later)).hasSize(5).contains(ZOES + " again");
        }
        InProcessServer.rebuildOf(server.database()).replace(done -> {});
        assertThat(tablesWith(ZOES)).isEmpty();
    }

    @Test
    void auditorsFindNothingByTheirWordsAnyMoreAndAreToldThatTheyAreErased() {
        assertThat(audited(server, ZOES)).isNotEmpty();
        assertThat(audited(server, RITAS)).hasSize(4);
        erase();
        try (InProcessServer later = InProcessServer.on(server.database())) {
            assertThat(audited(later, ZOES)).isEmpty();
            assertThat(audited(later, RITAS)).hasSize(4);
            List<JsonNode> comments = asAdmin(later, "/audit?kind=model-version.comment-edited")
                    .path("entries")
                    .valueStream()
                    .toList();
            assertThat(comments).hasSize(1);
            assertThat(comments.getFirst().at("/words/0/erased").asBoolean()).isTrue();
            assertThat(comments.getFirst().at("/changes/0/erased").asBoolean()).isTrue();
            assertThat(comments.getFirst().findValues("text")).isEmpty();
            assertThat(comments.getFirst().findValues("before")).isEmpty();
        }
    }

    private static List<JsonNode> audited(InProcessServer asked, String word) {
        return asAdmin(asked, "/audit?limit=1000&q=" + word)
                .path("entries")
                .valueStream()
                .toList();
    }

    private static JsonNode asAdmin(InProcessServer asked, String path) {
        return new Caller(asked, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD).get("/api/governance/v1" + path);
    }

    private void erase() {
        assertThat(server.ownersSql().update("delete from ops.person_keys where subject_id = ?", subject))
                .isEqualTo(1);
    }

    private static List<String> comments(InProcessServer reader) {
        List<String> comments = new ArrayList<>();
        JsonNode timeline = new Caller(reader, "rita", PASSWORD).get("/api/governance/v1/models/m/versions/1/timeline");
        timeline.findValues("comment").forEach(comment -> comments.add(comment.asString()));
        comments.removeIf(comment -> comment.equals("null"));
        return comments;
    }

    private Set<String> tablesWith(String text) {
        return Cleartext.of(server, text);
    }

    private long newestEvent() {
        return Objects.requireNonNull(
                server.ownersSql().queryForObject("select max(global_index) from log.domain_event_entry", Long.class));
    }

    private String digestOfTheLogUpTo(long event) {
        return String.valueOf(server.ownersSql().queryForObject("""
                        select md5(string_agg(e::text, '' order by global_index))
                        from log.domain_event_entry e where global_index <= ?""", String.class, event));
    }
}
