package io.countersign.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.governance.Office;
import io.countersign.proof.Checkpoint;
import io.countersign.proof.SignedNote;
import io.countersign.verifier.Verifier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server writes of a model, the verifier finds true and whole. */
class AuditPackTest {

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller ANN = OFFICE.hire("ann", "contributor");
    private static final Caller RITA = OFFICE.hire("rita", "reviewer");
    private static final Caller AUDREY = OFFICE.hire("audrey", "auditor");

    private static String model;

    @TempDir
    private Path directory;

    @BeforeAll
    static void somebodyApproves() {
        Workshop workshop = Workshop.on(OFFICE.server());
        for (int run = 0; run < 300; run++) {
            workshop.aRun();
        }
        model = Office.aModel(ANN);
        String request = Office.asked(ANN, model);
        Office.send(RITA, "POST", "/requests/" + request + "/approve", Map.of("comment", "Good."));
        Office.aModel(ANN);
        for (int run = 0; run < 300; run++) {
            workshop.aRun();
        }
        allSigned();
    }

    private static void allSigned() {
        Long events =
                OFFICE.server().ownersSql().queryForObject("select count(*) from log.domain_event_entry", Long.class);
        Deadline.soon("all of it is signed", () -> {
            Caller.Answer answer = AUDREY.ask("GET", Office.API + "/log/checkpoint", BodyPublishers.noBody());
            return answer.status() == 200
                    && Checkpoint.of(SignedNote.parse(answer.body())).size() >= (events == null ? 0 : events);
        });
    }

    private static Caller.Answer ask(Caller who, String query) {
        return who.ask("GET", Office.API + "/models/" + query, BodyPublishers.noBody());
    }

    private Path pack(String query) throws IOException {
        Caller.Answer answer = ask(AUDREY, query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
        return Files.write(directory.resolve("pack.zip"), answer.body());
    }

    private static String verified(Path pack) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> arguments = List.of(
                "pack", pack.toString(), "--key", InProcessServer.LOG_KEY.key().toString());
        return Verifier.run(arguments, print, print) + " " + out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> files(Path pack) throws IOException {
        List<String> files = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(pack)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.add(entry.getName());
            }
        }
        return files;
    }

    private static long eventsOfTheModel() {
        String id = String.valueOf(OFFICE.server().ownersSql().queryForObject("""
                select substring(aggregate_identifier from 7) from log.domain_event_entry
                where payload_type = 'registered-model.created' and convert_from(payload, 'UTF8') like ?""", String.class, "%" + model + "%"));
        Long events = OFFICE.server()
                .ownersSql()
                .queryForObject(
                        "select count(*) from log.domain_event_entry where aggregate_identifier ~ ?",
                        Long.class,
                        "^(model/" + id + "|version/" + id + "/.*|gate/" + id + "|permissions/registered-models/" + id
                                + ")$");
        return events == null ? 0 : events;
    }

    @Test
    void allThatHappenedToAModelIsInItAndVerified() throws IOException {
        OFFICE.server().settle();
        allSigned();
        Path pack = pack(model + "/audit-pack");
        assertThat(verified(pack))
                .startsWith("0 verified: ")
                .contains("all " + eventsOfTheModel() + " events of model")
                .containsPattern("receipts of all [1-9] decisions");
        assertThat(files(pack))
                .contains("events.jsonl", "README.txt", "keys.txt")
                .anyMatch(file -> file.startsWith("receipts/"))
                .endsWith("manifest.json");
    }

    @Test
    void aTimeInWhichNothingHappenedHasNothingButTheProof() throws IOException {
        assertThat(verified(pack(model + "/audit-pack?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z")))
                .startsWith("0 verified: ")
                .contains("all 0 events of model");
    }

    /** As it would be after months. */
    @Test
    void ofALongLogItHasNoMoreThanTheTimeTakes() throws IOException {
        Instant later = Instant.now().plusSeconds(3_600);
        Path pack = pack(model + "/audit-pack?from=" + later + "&to=" + later.plusSeconds(1));
        assertThat(verified(pack)).startsWith("0 verified: ").contains("all 0 events of model");
        assertThat(firstLine(pack)).contains("\"first\":512");
    }

    private static String firstLine(Path pack) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(pack)))) {
            assertThat(zip.getNextEntry()).hasFieldOrPropertyWithValue("name", "events.jsonl");
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatIsWronglyAskedIsToldSo() {
        assertThat(ask(RITA, model + "/audit-pack").status()).isEqualTo(403);
        assertThat(ask(AUDREY, "nothing/audit-pack").status()).isEqualTo(404);
        assertThat(ask(AUDREY, model + "/audit-pack?from=yesterday").text()).contains("use a time with its offset");
        assertThat(ask(AUDREY, model + "/audit-pack?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z")
                        .text())
                .contains("it is before from");
    }

    @Test
    void nothingIsSignedOfALogThatWasAltered() {
        OFFICE.server().ownersSql().execute("""
                alter table log.domain_event_entry disable trigger append_only;
                update log.domain_event_entry set payload = payload || ' '::bytea where global_index = (
                    select min(global_index) from log.domain_event_entry)""");
        try {
            assertThatThrownBy(() -> ask(AUDREY, model + "/audit-pack")).hasRootCauseInstanceOf(IOException.class);
        } finally {
            OFFICE.server().ownersSql().execute("""
                    update log.domain_event_entry
                    set payload = substring(payload for octet_length(payload) - 1) where global_index = (
                        select min(global_index) from log.domain_event_entry)""");
        }
    }
}
