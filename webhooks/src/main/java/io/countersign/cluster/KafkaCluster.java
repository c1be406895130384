package io.countersign.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
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

    /** Without the settings, as they may hold secrets. */
    @Override
    public String toString() {
        return bootstrapServers;
    }
}
