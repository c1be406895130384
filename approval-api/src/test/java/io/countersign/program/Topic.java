package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic that carries the log, as a consumer sees it that reads only what was committed. */
public record Topic(String bootstrapServers) {

    private static final String NAME = "countersign.events";
    private static final JsonFormat FORMAT = new JsonFormat();

    /** @param key of the record that carried the event */
    public record Carried(String key, CloudEvent event) {

        public long sequence() {
            return Long.parseLong(String.valueOf(event.getExtension("sequence")));
        }
    }

    /** Reads from the beginning until all of these events have been seen. */
    public List<Carried> readUntilSeen(Set<String> ids, Duration patience) {
        Set<String> missing = new HashSet<>(ids);
        List<Carried> read = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            while (!missing.isEmpty() && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> each : poll(consumer)) {
                    Carried carried = new Carried(each.key(), FORMAT.deserialize(each.value()));
                    missing.remove(carried.event().getId());
                    read.add(carried);
                }
            }
        }
        assertThat(missing).as("events of the log that the topic does not have").isEmpty();
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

    private static List<PartitionInfo> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.partitionsFor(NAME, Duration.ofSeconds(5));
    }

    private static void assign(KafkaConsumer<String, byte[]> consumer) {
        consumer.assign(partitions(consumer).stream()
                .map(partition -> new TopicPartition(NAME, partition.partition()))
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

    /**
     * Each stream's events in the order of their sequence numbers, from the first on. An event may come again, with the
     * same id, but never after one that follows it had been missed.
     */
    public static void requireOrder(List<Carried> carried) {
        Map<String, List<String>> streams = new HashMap<>();
        for (Carried each : carried) {
            List<String> seen = streams.computeIfAbsent(each.key(), key -> new ArrayList<>());
            int sequence = Math.toIntExact(each.sequence());
            assertThat(sequence).as("gap in stream %s", each.key()).isLessThanOrEqualTo(seen.size());
            if (sequence == seen.size()) {
                seen.add(each.event().getId());
            } else {
                assertThat(each.event().getId())
                        .as("event %d of stream %s, told again", sequence, each.key())
                        .isEqualTo(seen.get(sequence));
            }
        }
    }
}
