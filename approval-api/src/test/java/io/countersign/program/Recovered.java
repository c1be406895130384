package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.embedded.DataDirectory;
import io.countersign.embedded.EmbeddedPostgres;
import io.countersign.rebuild.LogCopy;
import java.nio.file.Path;
import java.time.Duration;

/** A fresh data directory that is filled from Kafka, by the program itself. */
record Recovered(Path data) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Row for row, with the people's keys brought as from a backup. */
    void requireSameAs(ServerProcess server, String topics) throws InterruptedException {
        Ended recovery = fromKafka(server.kafka(), topics);
        assertThat(recovery.status()).as(recovery.toString()).isZero();
        assertThat(recovery.out()).contains("and the views are as it says.");
        try (DataDirectory directory = DataDirectory.open(data);
                EmbeddedPostgres database = EmbeddedPostgres.start(directory)) {
            LogCopy copy = new LogCopy(server.database(), database.address());
            copy.requireSameLog();
            copy.requireSameReservations();
            copy.bringKeys();
            Ended rebuilt = Ended.run(PATIENCE, "rebuild", "--data-dir", data.toString());
            assertThat(rebuilt.status()).as(rebuilt.toString()).isZero();
            copy.requireSameViews();
        }
    }

    Ended fromKafka(String address, String topics) {
        return Ended.run(
                PATIENCE, "rebuild", "--from-kafka", address, "--kafka-topics", topics, "--data-dir", data.toString());
    }
}
