package io.countersign.witness;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.governance.Office;
import io.countersign.proof.Checkpoint;
import io.countersign.proof.CheckpointSigner;
import io.countersign.proof.CheckpointTable;
import io.countersign.proof.NoteKey;
import io.countersign.proof.NoteSigner;
import io.countersign.proof.SignedNote;
import io.countersign.proof.TreeCheck;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** A server that a witness follows, and somebody who may do anything to its database. */
final class TamperedLog implements AutoCloseable {

    static final NoteSigner WITNESS = NoteSigner.of("witness.example/w", NoteKey.Kind.WITNESS, seed());

    private final Office office;
    private final Caller audrey;
    private final Workshop workshop;
    private final JdbcTemplate superuser;

    TamperedLog() {
        office = new Office(InProcessServer.onAnEmptyDatabase(List.of("--countersign.witnesses=" + WITNESS.key())));
        audrey = office.hire("audrey", "auditor");
        workshop = Workshop.on(office.server());
        superuser = office.server().ownersSql();
        superuser.execute("alter table log.domain_event_entry disable trigger append_only");
        grow();
    }

    private static byte[] seed() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 7);
        return seed;
    }

    InProcessServer server() {
        return office.server();
    }

    JdbcTemplate superuser() {
        return superuser;
    }

    LogClient client() {
        String credentials = audrey.username() + ":" + audrey.password();
        return new LogClient(
                URI.create(office.server().url()),
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    /** Some more events, which are signed. */
    void grow() {
        for (int run = 0; run < 20; run++) {
            workshop.aRun();
        }
        long events = events();
        Deadline.soon("they are signed", () -> signed() >= events);
    }

    /** Some more events, which nobody signs. */
    void growUnsigned() {
        for (int run = 0; run < 20; run++) {
            workshop.aRun();
        }
        long events = events();
        Deadline.soon("they are leaves", () -> new CheckpointTable(superuser).size() >= events);
    }

    long events() {
        return Optional.ofNullable(superuser.queryForObject("select count(*) from log.domain_event_entry", Long.class))
                .orElse(0L);
    }

    /** The size of the tree that was signed last. */
    long signed() {
        return new CheckpointTable(superuser)
                .latest()
                .map(Checkpoint::of)
                .map(Checkpoint::size)
                .orElse(0L);
    }

    /** The id of the event that is this leaf. */
    String event(int leaf) {
        return String.valueOf(superuser.queryForObject(
                "select event_identifier from log.domain_event_entry order by global_index offset ? limit 1",
                String.class,
                leaf));
    }

    void edit(int leaf) {
        superuser.update(
                "update log.domain_event_entry set payload = payload || ' '::bytea where event_identifier = ?",
                event(leaf));
    }

    void drop(int leaf) {
        superuser.update("delete from log.domain_event_entry where event_identifier = ?", event(leaf));
    }

    /** The event that is this leaf changes places with the next. */
    void swap(int leaf) {
        String first = event(leaf);
        String second = event(leaf + 1);
        long index = index(first);
        long next = index(second);
        move(first, -1);
        move(second, index);
        move(first, next);
    }

    private long index(String event) {
        return Optional.ofNullable(superuser.queryForObject(
                        "select global_index from log.domain_event_entry where event_identifier = ?",
                        Long.class,
                        event))
                .orElse(0L);
    }

    private void move(String event, long index) {
        superuser.update("update log.domain_event_entry set global_index = ? where event_identifier = ?", index, event);
    }

    /** The tree is made of what is there now, as if it had always been. */
    void makeTheTreeAnew() {
        superuser.execute("update proof.head set size = 0, last_event = 0; delete from proof.tiles");
        long events = events();
        Deadline.soon("it has grown again", () -> new CheckpointTable(superuser).size() >= events);
    }

    void forgetWhatWasSigned() {
        superuser.execute("delete from proof.cosignatures");
        superuser.execute("delete from proof.checkpoints");
    }

    /** Everything as it is now, to be brought back. */
    void backUp() {
        superuser.execute("create schema backup");
        for (String table : List.of("log.domain_event_entry", "proof.tiles", "proof.head", "proof.checkpoints")) {
            superuser.execute("create table backup." + table.replace('.', '_') + " as select * from " + table);
        }
    }

    /** The rows that were there then are as they were; what came since stays. */
    void restoreRows() {
        superuser.execute("""
                delete from log.domain_event_entry where event_identifier in (
                    select event_identifier from backup.log_domain_event_entry);
                insert into log.domain_event_entry overriding system value
                    select * from backup.log_domain_event_entry""");
    }

    /** But for the views, of which the log knows nothing. */
    void restore() {
        superuser.execute("delete from proof.cosignatures");
        for (String table : List.of("log.domain_event_entry", "proof.tiles", "proof.head", "proof.checkpoints")) {
            superuser.execute("delete from " + table);
            superuser.execute("insert into " + table + " overriding system value select * from backup."
                    + table.replace('.', '_'));
        }
    }

    List<String> check() {
        return new TreeCheck(superuser, Optional.of(InProcessServer.LOG_KEY.key())).run(done -> {});
    }

    Optional<SignedNote> sign() {
        return server().part(CheckpointSigner.class).sign();
    }

    byte[] served(String path) {
        return audrey.ask("GET", Office.API + path, BodyPublishers.noBody()).body();
    }

    @Override
    public void close() {
        office.close();
    }
}
