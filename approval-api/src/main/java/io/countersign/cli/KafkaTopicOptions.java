package io.countersign.cli;

import io.countersign.cluster.KafkaCluster;
import io.countersign.cluster.Topics;
import io.countersign.relay.RelaySettings;
import io.countersign.startup.StartupError;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What topics are like that are created. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class KafkaTopicOptions {

    private static final Pattern RETENTION = Pattern.compile("([1-9]\\d{0,5})([dh])");

    @Mixin
    private KafkaConnectionOptions connection;

    @Option(
            names = "--kafka-partitions",
            paramLabel = "N",
            defaultValue = "${env:COUNTERSIGN_KAFKA_PARTITIONS:-6}",
            description = "Of topics that are created; what exists is never changed (COUNTERSIGN_KAFKA_PARTITIONS; "
                    + "default: 6).")
    private int partitions;

    @Option(
            names = "--kafka-replication",
            paramLabel = "N",
            defaultValue = "${env:COUNTERSIGN_KAFKA_REPLICATION}",
            description = "Of topics that are created (COUNTERSIGN_KAFKA_REPLICATION; default: the cluster's).")
    private @Nullable Short replication;

    @Option(
            names = "--kafka-retention",
            paramLabel = "forever|30d|12h",
            defaultValue = "${env:COUNTERSIGN_KAFKA_RETENTION:-forever}",
            description = "How long topics that are created keep events (COUNTERSIGN_KAFKA_RETENTION; default: "
                    + "forever). Recovery needs all of them.")
    private String retention;

    KafkaConnectionOptions connection() {
        return connection;
    }

    /** @throws StartupError when an option has no sensible value */
    Topics topics() {
        return new Topics(connection.prefix(), partitions, replication, retention());
    }

    /** @param option that has the address */
    RelaySettings on(String option, String address) {
        return new RelaySettings(connection.cluster(option, address), topics());
    }

    RelaySettings onTheEmbeddedBroker(String address) {
        return new RelaySettings(KafkaCluster.at(address), topics());
    }

    private @Nullable Duration retention() {
        if (retention.equals("forever")) {
            return null;
        }
        Matcher parts = RETENTION.matcher(retention);
        if (!parts.matches()) {
            throw StartupError.of(
                    "--kafka-retention must be 'forever', or days or hours like 30d or 12h, not '%s'.", retention);
        }
        long number = Long.parseLong(parts.group(1));
        return parts.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }
}
