package io.countersign.cluster;

import io.countersign.startup.StartupError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * The two topics that the log is fed to.
 *
 * @param prefix of both names
 * @param partitions of topics that are created; never changed in place, as the order within a stream hangs on it
 * @param replication of topics that are created; null for what the cluster does by default
 * @param retention of topics that are created; null for ever
 */
public record Topics(
        String prefix,
        int partitions,
        @Nullable Short replication,
        @Nullable Duration retention) {

    public static final String PREFIX = "countersign";
    public static final int PARTITIONS = 6;

    /**
     * More than the largest request that the server reads, which is what an event can come to: one that Kafka refused
     * would hold up all that follow it.
     */
    public static final int LARGEST_EVENT_BYTES = 48 * 1024 * 1024;

    private static final int LONGEST_NAME = 249;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");

    public Topics {
        if (!NAME.matcher(prefix).matches() || prefix.length() + ".events".length() > LONGEST_NAME) {
            throw StartupError.of(
                    "--kafka-topics must be the beginning of a topic's name, of letters, digits, '.', '_' and '-', not '%s'.",
                    prefix);
        }
        requirePositive("--kafka-partitions", partitions);
        requirePositive("--kafka-replication", replication == null ? 1 : replication);
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw StartupError.of("%s must be 1 or more, not %d.", option, value);
        }
    }

    /** As they are without any option: kept for ever, for they are the feed's whole history. */
    public static Topics named(String prefix) {
        return new Topics(prefix, PARTITIONS, null, null);
    }

    /** What the world may read: the public contract. */
    public String events() {
        return prefix + ".events";
    }

    /** What is as good as the log itself: the stored envelopes. */
    public String log() {
        return prefix + ".log";
    }

    public List<String> names() {
        return List.of(events(), log());
    }

    NewTopic toCreate(String name) {
        return new NewTopic(name, Optional.of(partitions), Optional.ofNullable(replication)).configs(limits());
    }

    Map<String, String> limits() {
        return Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                retention == null ? "-1" : Long.toString(retention.toMillis()),
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(LARGEST_EVENT_BYTES));
    }

    /** For an administrator who is to create a topic. */
    String describeLimits() {
        return partitions + " partitions, retention.ms=" + limits().get(TopicConfig.RETENTION_MS_CONFIG)
                + ", max.message.bytes=" + LARGEST_EVENT_BYTES;
    }
}
