package io.countersign.cli;

import io.countersign.cluster.KafkaCluster;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.DatabaseChecks;
import io.countersign.database.Schemas;
import io.countersign.rebuild.Rebuild;
import io.countersign.rebuild.Reservations;
import io.countersign.replica.CommittedRecords;
import io.countersign.replica.Restore;
import java.io.PrintWriter;
import java.time.Clock;
import javax.sql.DataSource;

/** Log, views and reservations from {@code countersign.log}, in a database whose log is empty. */
final class Recovery {

    private final KafkaCluster cluster;
    private final String topic;
    private final PrintWriter err;

    Recovery(KafkaCluster cluster, String topic, PrintWriter err) {
        this.cluster = cluster;
        this.topic = topic;
        this.err = err;
    }

    /** @throws io.countersign.startup.StartupError when the topic is not there or may not be read */
    CommittedRecords open() {
        return CommittedRecords.of(cluster, topic);
    }

    /** @return how many events the log has now */
    long into(DatabaseAddress database, CommittedRecords records) {
        DatabaseChecks.check(database, Clock.systemUTC());
        new Schemas(database).bringForward();
        DataSource owner = ConnectionPools.forOwner(database);
        long restored = restore(owner, records);
        Rebuild rebuild = RebuildCommand.of(database);
        ProgressBar progress = RebuildCommand.progress(rebuild, err);
        rebuild.replace(progress);
        progress.end();
        new Reservations(owner).restore();
        return restored;
    }

    private long restore(DataSource owner, CommittedRecords records) {
        Restore.requireEmptyLog(owner);
        ProgressBar progress = new ProgressBar(err, "Reading   ", records.size(), "records");
        long restored = new Restore(owner, records).run(progress);
        progress.end();
        return restored;
    }
}
