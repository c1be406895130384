package io.countersign.cluster;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;

/** A properties file that says how to connect to a cluster, and nothing of how events are written or read there. */
final class ConnectionFile {

    private static final List<String> HOW_TO_CONNECT = List.of("security.", "sasl.", "ssl.", "reconnect.", "socket.");
    private static final Set<String> AND_THESE = Set.of(
            "client.dns.lookup", "client.id", "connections.max.idle.ms", "metadata.max.age.ms", "retry.backoff.ms");

    private ConnectionFile() {}

    static Map<String, String> read(Path file) {
        Map<String, String> settings = new TreeMap<>();
        Properties read = load(file);
        read.stringPropertyNames()
                .forEach(key -> settings.put(requireOfTheConnection(key, file), read.getProperty(key)));
        requireValid(settings, file);
        return settings;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (NoSuchFileException e) {
            throw StartupError.of("There is no file %s, which --kafka-config names.", file.toAbsolutePath());
        } catch (IOException | IllegalArgumentException e) {
            throw StartupError.of("%s, which --kafka-config names, cannot be read as properties (%s).", file, e);
        }
    }

    private static String requireOfTheConnection(String key, Path file) {
        if (!AdminClientConfig.configNames().contains(key)
                || HOW_TO_CONNECT.stream().noneMatch(key::startsWith) && !AND_THESE.contains(key)) {
            throw StartupError.of(
                    "%s sets %s, which is not for this file to set; it may say how to connect: security.protocol, sasl.…, "
                            + "ssl.…, reconnect.…, socket.…, %s.",
                    file, key, String.join(", ", AND_THESE.stream().sorted().toList()));
        }
        return key;
    }

    private static void requireValid(Map<String, String> settings, Path file) {
        Properties properties = new KafkaCluster("localhost:9092", settings).properties();
        try {
            new AdminClientConfig(properties);
        } catch (ConfigException e) {
            throw StartupError.of("%s has a setting that Kafka refuses: %s.", file, withoutValue(e, settings));
        }
    }

    /** Kafka's own words, unless they would show what is to stay in the file. */
    private static String withoutValue(ConfigException problem, Map<String, String> settings) {
        String words = String.valueOf(problem.getMessage());
        return settings.entrySet().stream()
                        .filter(each -> each.getKey().contains("password")
                                || each.getKey().contains("jaas"))
                        .anyMatch(each -> words.contains(each.getValue()))
                ? "its reason would show a secret"
                : words;
    }
}
