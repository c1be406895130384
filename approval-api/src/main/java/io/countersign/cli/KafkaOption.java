package io.countersign.cli;

import io.countersign.startup.StartupError;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where events go. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class KafkaOption {

    private static final Pattern ADDRESSES = Pattern.compile("[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*");

    @Option(
            names = "--kafka",
            paramLabel = "embedded|off|HOST:PORT",
            defaultValue = "${env:COUNTERSIGN_KAFKA:-embedded}",
            description = "A broker of its own, none, or yours (COUNTERSIGN_KAFKA; default: embedded).")
    private String kafka;

    boolean isEmbedded() {
        return kafka.equals("embedded");
    }

    /** The cluster that is named; empty for none or an embedded one. */
    Optional<String> external() {
        if (isEmbedded() || kafka.equals("off")) {
            return Optional.empty();
        }
        if (!ADDRESSES.matcher(kafka).matches()) {
            throw StartupError.of("--kafka must be 'embedded', 'off' or an address like host:9092, not '%s'.", kafka);
        }
        return Optional.of(kafka);
    }
}
