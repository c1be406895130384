package io.countersign.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --kafka-config} may say. */
class ConnectionFileTest {

    @TempDir
    private Path directory;

    @Test
    void howToConnectIsTakenAsItIsWrittenAndNotShownAgain() throws IOException {
        KafkaCluster cluster =
                read("security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nssl.truststore.password=s3cret\n");

        assertThat(cluster.properties())
                .containsEntry("ssl.truststore.password", "s3cret")
                .containsEntry("bootstrap.servers", "kafka:9092");
        assertThat(cluster.toString()).isEqualTo("kafka:9092");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transactional.id",
                "acks",
                "enable.idempotence",
                "key.serializer",
                "isolation.level",
                "bootstrap.servers",
                "request.timeout.ms",
                "sasl.mecanism"
            })
    void whatTheRelayRestsOnAndWhatKafkaDoesNotKnowIsRefusedByItsName(String key) {
        assertThatThrownBy(() -> read(key + "=1"))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("kafka.properties sets " + key + ", which is not for this file to set");
    }

    @Test
    void aValueThatKafkaRefusesIsToldInItsWords() {
        assertThatThrownBy(() -> read("security.protocol=ROT13"))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("ROT13");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> KafkaCluster.at("kafka:9092", directory.resolve("none")))
                .isInstanceOf(StartupError.class)
                .hasMessageStartingWith("There is no file " + directory.resolve("none"));
    }

    private KafkaCluster read(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("kafka.properties"), content);
        return KafkaCluster.at("kafka:9092", file);
    }
}
