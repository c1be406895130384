package io.countersign.cli;

import io.countersign.cluster.Topics;
import io.countersign.relay.RelaySettings;
import io.countersign.startup.StartupError;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where events go. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class KafkaOption {

    private static final String NAME = "--kafka";

    @Option(
            names = NAME,
            paramLabel = "embedded|off|HOST:PORT",
            defaultValue = "${env:COUNTERSIGN_KAFKA:-embedded}",
            description = "A broker of its own, none, or yours (COUNTERSIGN_KAFKA; default: embedded).")
    private String kafka;

    @Mixin
    private KafkaTopicOptions topics;

    boolean isEmbedded() {
        return kafka.equals("embedded");
    }

    /**
     * The cluster that is named; empty for none or an embedded one.
     *
     * @throws StartupError when an option has no sensible value
     */
    Optional<RelaySettings> external() {
        if (kafka.equals("off")) {
            return Optional.empty();
        }
        if (isEmbedded()) {
            topics.connection().requireNoFileForTheEmbeddedBroker();
            topics.topics();
            return Optional.empty();
        }
        KafkaConnectionOptions.requireAddress(NAME, kafka, "'embedded', 'off' or ");
        return Optional.of(topics.on(NAME, kafka));
    }

    RelaySettings onTheEmbeddedBroker(String address) {
        return topics.onTheEmbeddedBroker(address);
    }

    /** For the person at the terminal. */
    String describeTopics() {
        Topics named = topics.topics();
        return "topics " + named.events() + " and " + named.log();
    }
}
