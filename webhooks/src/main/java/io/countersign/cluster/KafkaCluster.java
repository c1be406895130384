package io.countersign.cluster;

import io.countersign.startup.StartupError;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster is, and how to connect to it.
 *
 * @param bootstrapServers as {@code host:port,host:port}
 * @param connection settings of Kafka's clients, such as {@code security.protocol}; they may hold secrets
 */
public record KafkaCluster(String bootstrapServers, Map<String, String> connection) {

    public KafkaCluster {
        connection = Map.copyOf(connection);
    }

    /** One that asks nobody who they are. */
    public static KafkaCluster at(String bootstrapServers) {
        return new KafkaCluster(bootstrapServers, Map.of());
    }

    /**
     * @param file with settings of the connection, or null for none
     * @throws StartupError when the file cannot be read or sets what is not for it to set
     */
    public static KafkaCluster at(String bootstrapServers, @Nullable Path file) {
        return file == null ? at(bootstrapServers) : new KafkaCluster(bootstrapServers, ConnectionFile.read(file));
    }

    /** For a client, which adds its own. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.putAll(connection);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** For the person at the terminal, when the cluster does not take us for who we say we are. */
    public StartupError notLetIn(AuthenticationException refusal) {
        return StartupError.of(
                "Kafka at %s does not let us in (%s); check what --kafka-config says.",
                bootstrapServers, String.valueOf(refusal.getMessage()));
    }

    /** The same, when a client cannot even be made of the settings: a file of keys is missing, a host has no address. */
    public StartupError unusable(KafkaException problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return StartupError.of(
                "Kafka's client cannot be set up for %s (%s); check the address and what --kafka-config says.",
                bootstrapServers, String.valueOf(cause.getMessage()));
    }

    /** Without the settings, as they may hold secrets. */
    @Override
    public String toString() {
        return bootstrapServers;
    }
}
