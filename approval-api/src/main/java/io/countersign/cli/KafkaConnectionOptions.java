package io.countersign.cli;

import io.countersign.cluster.KafkaCluster;
import io.countersign.startup.StartupError;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to connect to a cluster of somebody's, and what its topics are called. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class KafkaConnectionOptions {

    private static final Pattern ADDRESSES = Pattern.compile("[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*");

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            defaultValue = "${env:COUNTERSIGN_KAFKA_CONFIG}",
            description = "Properties that say how to connect to your cluster: security.protocol, sasl.…, ssl.… "
                    + "(COUNTERSIGN_KAFKA_CONFIG).")
    private @Nullable Path config;

    @Option(
            names = "--kafka-topics",
            paramLabel = "PREFIX",
            defaultValue = "${env:COUNTERSIGN_KAFKA_TOPICS:-countersign}",
            description =
                    "The topics are PREFIX.events and PREFIX.log (COUNTERSIGN_KAFKA_TOPICS; default: countersign).")
    private String prefix;

    String prefix() {
        return prefix;
    }

    /**
     * @param option that has the address
     * @throws StartupError when it is none, or the file is not as it should be
     */
    KafkaCluster cluster(String option, String address) {
        requireAddress(option, address, "");
        return KafkaCluster.at(address, config);
    }

    static void requireAddress(String option, String address, String others) {
        if (!ADDRESSES.matcher(address).matches()) {
            throw StartupError.of("%s must be %san address like host:9092, not '%s'.", option, others, address);
        }
    }

    void requireNoFileForTheEmbeddedBroker() {
        if (config != null) {
            throw StartupError.of(
                    "--kafka-config %s says how to connect to a cluster of yours; name it with --kafka host:9092.",
                    config);
        }
    }
}
