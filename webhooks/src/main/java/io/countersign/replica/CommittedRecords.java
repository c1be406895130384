package io.countersign.replica;

import io.countersign.cluster.KafkaCluster;
import io.countersign.cluster.KafkaFailure;
import io.countersign.startup.StartupError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic from its first record to what was its end when it was opened, as those see it who read what is committed. */
public final class CommittedRecords implements AutoCloseable {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final Duration GOES_ON_WITHIN = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Long> begins;

    private CommittedRecords(String topic, KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        this.topic = topic;
        this.consumer = consumer;
        consumer.assign(partitions);
        begins = consumer.beginningOffsets(partitions, ANSWERS_WITHIN);
        begins.forEach(consumer::seek);
        ends = consumer.endOffsets(partitions, ANSWERS_WITHIN);
    }

    /** @throws StartupError when the topic is not there or may not be read */
    public static CommittedRecords of(KafkaCluster cluster, String topic) {
        KafkaConsumer<String, byte[]> consumer = consumer(cluster);
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWERS_WITHIN).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw StartupError.of("There is no topic %s at %s.", topic, cluster);
            }
            return new CommittedRecords(topic, consumer, partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw named(e, cluster, topic);
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(KafkaCluster cluster) {
        Properties properties = cluster.properties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // what was deleted is not passed by in silence
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try {
            return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw cluster.unusable(e);
        }
    }

    private static RuntimeException named(RuntimeException problem, KafkaCluster cluster, String topic) {
        return switch (problem) {
            case AuthenticationException e -> cluster.notLetIn(e);
            case AuthorizationException e ->
                StartupError.of("%s may not be read by this user; have an administrator grant Read on it.", topic);
            case KafkaException e -> new KafkaFailure(topic + " at " + cluster + " cannot be read", e);
            default -> problem;
        };
    }

    /** Records and what Kafka itself writes between them: at least as many as there are records. */
    public long size() {
        return ends.entrySet().stream()
                .mapToLong(each -> each.getValue() - begins.getOrDefault(each.getKey(), 0L))
                .sum();
    }

    /** Whether nothing was ever written to it. */
    public boolean isUnused() {
        return ends.values().stream().allMatch(end -> end == 0);
    }

    /** @throws StartupError when records at the beginning of a partition were deleted */
    public void requireWhole() {
        begins.forEach((partition, begin) -> {
            if (begin > 0) {
                throw StartupError.of(
                        "%s is not whole: the first %d records of partition %d were deleted, by its retention or by hand.",
                        topic, begin, partition.partition());
            }
        });
    }

    /** In the order of each partition; reports how much of the size was read. */
    public void forEach(Consumer<ConsumerRecord<String, byte[]>> reader, LongConsumer progress) {
        long deadline = System.nanoTime() + GOES_ON_WITHIN.toNanos();
        long before = 0;
        while (before < size()) {
            consumer.poll(POLL).records(topic).forEach(each -> acceptUpToTheEnd(each, reader));
            long done = done();
            if (done > before) {
                before = done;
                deadline = System.nanoTime() + GOES_ON_WITHIN.toNanos();
                progress.accept(done);
            } else if (System.nanoTime() > deadline) {
                throw StartupError.of("%s could not be read to its end: Kafka gives no more.", topic);
            }
        }
    }

    private void acceptUpToTheEnd(
            ConsumerRecord<String, byte[]> each, Consumer<ConsumerRecord<String, byte[]>> reader) {
        if (each.offset() < ends.getOrDefault(new TopicPartition(topic, each.partition()), 0L)) {
            reader.accept(each);
        }
    }

    private long done() {
        return ends.entrySet().stream()
                .mapToLong(each -> Math.min(consumer.position(each.getKey()), each.getValue())
                        - begins.getOrDefault(each.getKey(), 0L))
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
