package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic as a consumer does that sees only what was committed. */
record TopicReader<T>(
        String bootstrapServers,
        String topic,
        Function<ConsumerRecord<String, byte[]>, T> decode,
        Function<T, String> id) {

    /** From the beginning until all of these events have been seen. */
    List<T> readUntilSeen(Set<String> ids, Duration patience) {
        Set<String> missing = new HashSet<>(ids);
        List<T> read = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            while (!missing.isEmpty() && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> each : poll(consumer)) {
                    T event = decode.apply(each);
                    missing.remove(id.apply(event));
                    read.add(event);
                }
            }
        }
        assertThat(missing)
                .as("events of the log that the topic %s does not have", topic)
                .isEmpty();
        return read;
    }

    /** The topic is made by the relay, and so may not be there at once. */
    private Iterable<ConsumerRecord<String, byte[]>> poll(KafkaConsumer<String, byte[]> consumer) {
        if (consumer.assignment().isEmpty()) {
            Until.within(Duration.ofSeconds(5), () -> !partitions(consumer).isEmpty());
            assign(consumer);
        }
        return consumer.assignment().isEmpty() ? List.of() : consumer.poll(Duration.ofMillis(200));
    }

    private List<PartitionInfo> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.partitionsFor(topic, Duration.ofSeconds(5));
    }

    private void assign(KafkaConsumer<String, byte[]> consumer) {
        consumer.assign(partitions(consumer).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "allow.auto.create.topics",
                false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
