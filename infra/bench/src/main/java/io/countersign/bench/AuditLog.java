package io.countersign.bench;

import io.countersign.Uuid7;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.modelversion.VersionId;
import io.countersign.privacy.PersonVault;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A long log as a server would have stored it: runs that log metrics for the most part, several at a time, by 200 people in 500
 * experiments; between them models that are governed, and comments of which each has a word of its own.
 */
final class AuditLog {

    static final int PEOPLE = 200;
    static final int EXPERIMENTS = 500;
    static final int EVENTS_OF_A_RUN = 100;
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration LONG = Duration.ofDays(100);

    /** A transaction each: who reads along must remember what a long one has not committed yet. */
    private static final int CHUNKS = 1_000;

    private static final int GOVERNED = 40; // one event of so many is of a model
    private static final int EVENTS_OF_A_MODEL = 100;
    private static final int COMMENTS = 2; // of each model
    private static final int WRITERS = 50;

    private static final String RUNS = """
            insert into log.domain_event_entry (aggregate_identifier, sequence_number, type, event_identifier, payload_type,
                payload_revision, time_stamp, payload, meta_data)
            select 'run/' || run, k, 'Run', gen_random_uuid()::text, 'run.' || kind, '1',
                to_char((?::timestamptz + (k * runs + r - ?) * ?::interval) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                convert_to(case kind
                    when 'started' then format('{"run":"%1$s","experiment":"%2$s","name":"owl-%3$s","startedAt":1767225600000,'
                        '"artifactUri":"mlflow-artifacts:/%2$s/%1$s/artifacts","tags":[{"key":"mlflow.source.name","value":"train.py"},'
                        '{"key":"team","value":"team%4$s"}]}', run, r % 500 + 1, r, r % 20)
                    when 'artifact-stored' then format('{"run":"%s","path":"model/MLmodel","sha256":"%s","size":4096}',
                        run, md5(run) || md5(run))
                    when 'status-changed' then format('{"run":"%s","status":"FINISHED","endedAt":1767225600000}', run)
                    else format('{"run":"%s","metrics":[{"key":"loss","value":%s,"timestamp":1767225600000,"step":%s},'
                        '{"key":"accuracy","value":0.5,"timestamp":1767225600000,"step":%3$s}],"params":%s,"tags":[]}',
                        run, k / 7.0, k, case when k = 1 then format('[{"key":"depth","value":"depth%s"}]', r % 50) else '[]' end)
                    end, 'UTF8'),
                convert_to(format('{"actor":"bench-person-%s","authentication":"token","credentialId":"0199c0de","requestId":"%s",'
                    '"correlationId":"story-%s-%s","causationId":"%s"}', r % 200, md5(run || k), r, k / 10, md5(k || run)), 'UTF8')
            from (
                select r, ? as runs, k, md5('run' || r) as run,
                    case k when 0 then 'started' when 98 then 'artifact-stored' when 99 then 'status-changed'
                    else 'batch-logged' end as kind
                from generate_series(?::bigint, ?::bigint) r, generate_series(0, 99) k) made
            order by k, r""";

    private final Connection database;
    private final int runs;
    private final int models;
    private int model;

    AuditLog(Connection database, long events) {
        this.database = database;
        this.runs = Math.toIntExact(events * (GOVERNED - 1) / GOVERNED / EVENTS_OF_A_RUN);
        this.models = Math.toIntExact(events / GOVERNED / EVENTS_OF_A_MODEL);
    }

    static String person(int number) {
        return "bench-person-" + number % PEOPLE;
    }

    int runs() {
        return runs;
    }

    int models() {
        return models;
    }

    /** As it was written by a program that has not read it before. */
    void write() throws SQLException {
        Vault vault = new PersonVault(JdbcClient.create(new SingleConnectionDataSource(database, true)));
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            Instant start = START.plus(LONG.multipliedBy(chunk).dividedBy(CHUNKS));
            write(start, (long) runs * chunk / CHUNKS, (long) runs * (chunk + 1) / CHUNKS);
            govern(start.plus(LONG.dividedBy(CHUNKS)).minusSeconds(60), (int) ((chunk + 1L) * models / CHUNKS), vault);
            database.commit();
        }
    }

    private void write(Instant start, long from, long to) throws SQLException {
        long events = Math.max(1, (to - from) * EVENTS_OF_A_RUN);
        try (PreparedStatement insert = database.prepareStatement(RUNS)) {
            insert.setString(1, start.toString());
            insert.setLong(2, from);
            insert.setString(
                    3,
                    LONG.dividedBy(CHUNKS).minusSeconds(120).dividedBy(events).toNanos() / 1000 + " microseconds");
            insert.setLong(4, to - from);
            insert.setLong(5, from);
            insert.setLong(6, to - 1);
            insert.execute();
        }
    }

    private void govern(Instant start, int to, Vault vault) throws SQLException {
        Instant[] now = {start};
        try (LogWriter log = new LogWriter(database, at -> now[0] = now[0].plusNanos(1_000_000))) {
            for (; model < to; model++) {
                ModelId id = new GovernedLife(model).writeAll(log);
                for (int comment = 0; comment < COMMENTS; comment++) {
                    SubjectId writer = new SubjectId(person((model + comment) % WRITERS));
                    VersionId version = new VersionId(id, 1 + comment);
                    log.append(
                            "ModelVersion",
                            version.stream(),
                            start,
                            writer,
                            new ModelVersionEvent.CommentAdded(
                                    version,
                                    new CommentId(Uuid7.hex()),
                                    writer,
                                    vault.seal(writer, "Looked at by bench word" + model + " and found good")));
                }
            }
        }
    }
}
