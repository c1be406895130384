package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code countersign replay --to-kafka} beside a server, and {@code countersign rebuild --from-kafka} from what it wrote. */
class KafkaCommandsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void theLogIsPublishedAgainOnceAndMakesAnotherServersLogAndViews() throws Exception {
        Path data = Program.scratch("replay");
        try (ServerProcess server =
                ServerProcess.start(data, "--kafka-topics=ours", "--kafka-partitions=2", "--kafka-retention=400d")) {
            Until.require(
                    PATIENCE, () -> server.out().contains("MLFLOW_TRACKING_URI"), server::out); // it answers first
            assertThat(server.out()).contains("topics ours.events and ours.log");
            server.admin()
                    .post(Http.API + "registered-models/create", Map.of("name", "kept"))
                    .ok();

            Ended replayed = replay(server, "again");
            assertThat(replayed.status()).as(replayed.toString()).isZero();
            assertThat(replayed.out()).contains("again.events has ").contains("again.log has ");
            assertThat(replayed.err()).contains("Publishing [");

            new LogTopic(server.kafka(), "ours.log").requireRowsOf(server.database(), PATIENCE);
            new LogTopic(server.kafka(), "again.log").requireRowsOf(server.database(), PATIENCE);
            refused(replay(server, "again"), "The topic again.events at", "is not empty");
            Recovered recovered = new Recovered(Program.scratch("recovered"));
            recovered.requireSameAs(server, "again");
            refused(recovered.fromKafka(server.kafka(), "again"), "already has a log");
            Recovered none = new Recovered(Program.scratch("none"));
            refused(none.fromKafka(server.kafka(), "never"), "There is no topic never.log");
            assertThat(Family.in(none.data())).isEmpty();
        }
    }

    private static Ended replay(ServerProcess server, String topics) {
        return Ended.run(
                PATIENCE,
                "replay",
                "--to-kafka",
                server.kafka(),
                "--kafka-topics",
                topics,
                "--data-dir",
                server.data().toString());
    }

    private static void refused(Ended ended, String... words) {
        assertThat(ended.status()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.err().lines().filter(line -> !line.isBlank()))
                .as("standard error")
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("countersign: ").contains(words));
    }
}
