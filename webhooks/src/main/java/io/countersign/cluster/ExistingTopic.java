package io.countersign.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** A topic that somebody created before, which is never changed from here. */
record ExistingTopic(TopicDescription description, Topics wanted) {

    private static final int SECONDS = 5;

    /** What is not as it should be; who may not read a topic's settings is told nothing of them. */
    List<String> remarks(Admin admin) {
        List<String> remarks = new ArrayList<>();
        int partitions = description.partitions().size();
        if (partitions != wanted.partitions()) {
            remarks.add("The topic %s has %d partitions and keeps them: in others, a stream's order would be lost."
                    .formatted(description.name(), partitions));
        }
        try {
            remarks.addAll(ofSettings(settings(admin)));
        } catch (ExecutionException | TimeoutException e) {
            return remarks;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return remarks;
    }

    private Config settings(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, description.name());
        return Objects.requireNonNull(admin.describeConfigs(Set.of(topic))
                .all()
                .get(SECONDS, TimeUnit.SECONDS)
                .get(topic));
    }

    private List<String> ofSettings(Config settings) {
        List<String> remarks = new ArrayList<>();
        if (number(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG) < Topics.LARGEST_EVENT_BYTES) {
            remarks.add(
                    ("The topic %s takes messages of at most %d bytes; an event may come to %d, and would hold up all "
                                    + "that follow: set max.message.bytes.")
                            .formatted(
                                    description.name(),
                                    number(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                                    Topics.LARGEST_EVENT_BYTES));
        }
        if (text(settings, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            remarks.add("The topic %s is compacted and will lose events: set cleanup.policy=delete."
                    .formatted(description.name()));
        }
        if (wanted.retention() == null && number(settings, TopicConfig.RETENTION_MS_CONFIG) >= 0) {
            remarks.add("The topic %s keeps events for %d ms only: set retention.ms=-1, or say --kafka-retention."
                    .formatted(description.name(), number(settings, TopicConfig.RETENTION_MS_CONFIG)));
        }
        return remarks;
    }

    private static long number(Config settings, String name) {
        return Long.parseLong(text(settings, name));
    }

    private static String text(Config settings, String name) {
        ConfigEntry entry = settings.get(name);
        return entry.value();
    }
}
