package io.countersign.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what is committed to a topic of CloudEvents from now on, and notes how old events of one type are on arrival. */
final class TopicReader implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration POLL = Duration.ofMillis(100);

    private final String type;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Queue<Long> delays = new ConcurrentLinkedQueue<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("topic-reader").unstarted(this::read);
    private volatile boolean closing;

    TopicReader(String bootstrapServers, String topic, String type) {
        this.type = type;
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    /** How many events of the type have come. */
    int count() {
        return delays.size();
    }

    void forget() {
        delays.clear();
    }

    Latencies delays() {
        Latencies all = new Latencies();
        delays.forEach(all::add);
        return all;
    }

    private void read() {
        while (!closing) {
            consumer.poll(POLL).forEach(each -> note(JSON.readTree(each.value()), Instant.now()));
        }
        consumer.close();
    }

    private void note(JsonNode event, Instant now) {
        if (event.path("type").asString().equals(type)) {
            Instant at = Instant.parse(event.path("time").asString());
            delays.add(Duration.between(at, now).toNanos());
        }
    }

    @Override
    public void close() {
        closing = true;
    }
}
