package io.countersign.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic on the cluster. */
final class EventTopic {

    /**
     * More than the largest request that the server reads, which is what an event can come to: one that Kafka refused
     * would hold up all that follow it.
     */
    static final int LARGEST_EVENT_BYTES = 48 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RelaySettings settings;

    EventTopic(RelaySettings settings) {
        this.settings = settings;
    }

    /** Creates the topic unless it exists; its events are kept for ever, as they can be replayed but not told anew. */
    void ensure() {
        NewTopic topic = new NewTopic(settings.topic(), Optional.of(settings.partitions()), Optional.empty())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(LARGEST_EVENT_BYTES)));
        Admin admin = admin();
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new RelayFailure("The topic " + settings.topic() + " cannot be created", e);
            }
        } catch (TimeoutException e) {
            throw new RelayFailure("Kafka at " + settings.bootstrapServers() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RelayFailure("Interrupted", e);
        } finally {
            letGo(admin);
        }
    }

    /** Whether the cluster answers now. */
    boolean isReachable() {
        Admin admin = admin();
        try {
            admin.describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return false;
        } finally {
            letGo(admin);
        }
    }

    /** At once: closed as usual, it may first wait for a broker that hangs. */
    private static void letGo(Admin admin) {
        admin.close(Duration.ZERO);
    }

    private Admin admin() {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return Admin.create(properties);
    }
}
