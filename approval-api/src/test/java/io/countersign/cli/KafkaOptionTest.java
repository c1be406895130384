package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.cluster.Topics;
import io.countersign.relay.RelaySettings;
import io.countersign.startup.StartupError;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command line says of Kafka. */
class KafkaOptionTest {

    @Test
    void withoutAnyOptionABrokerOfItsOwnKeepsEverything() {
        KafkaOption option = parsed();

        assertThat(option.external()).isEmpty();
        assertThat(option.onTheEmbeddedBroker("127.0.0.1:9092")).isEqualTo(RelaySettings.to("127.0.0.1:9092"));
        assertThat(option.describeTopics()).isEqualTo("topics countersign.events and countersign.log");
    }

    @Test
    void aClustersTopicsAreAsTheOptionsSay() {
        KafkaOption option = parsed(
                "--kafka=a:9092,b:9093",
                "--kafka-topics=acme.ml",
                "--kafka-partitions=12",
                "--kafka-replication=3",
                "--kafka-retention=36h");

        assertThat(option.external()).hasValueSatisfying(settings -> {
            assertThat(settings.cluster().bootstrapServers()).isEqualTo("a:9092,b:9093");
            assertThat(settings.topics()).isEqualTo(new Topics("acme.ml", 12, (short) 3, Duration.ofHours(36)));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --kafka=nowhere | --kafka must be 'embedded', 'off' or an address like host:9092, not 'nowhere'.
                    --kafka-partitions=0 | --kafka-partitions must be 1 or more, not 0.
                    --kafka-replication=0 | --kafka-replication must be 1 or more, not 0.
                    --kafka-retention=soon | --kafka-retention must be 'forever', or days or hours like 30d or 12h, not 'soon'.
                    --kafka-topics=a/b | --kafka-topics must be the beginning of a topic's name, of letters, digits, '.', '_' and '-', not 'a/b'.
                    --kafka-config=none | --kafka-config none says how to connect to a cluster of yours; name it with --kafka host:9092.
                    """)
    void whatMakesNoSenseIsRefusedWithWhatWould(String option, String words) {
        assertThatThrownBy(parsed(option)::external)
                .isInstanceOf(StartupError.class)
                .hasMessage(words);
    }

    private static KafkaOption parsed(String... arguments) {
        KafkaOption option = new KafkaOption();
        new CommandLine(option).parseArgs(arguments);
        return option;
    }
}
