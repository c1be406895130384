package io.countersign.relay;

import io.countersign.cluster.KafkaFailure;
import io.countersign.cluster.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Publishes batches of events to both topics, each batch in one Kafka transaction under one transactional id: a batch that
 * timed out, or a server that lost its claim, can neither reorder events nor leave half a batch, or one topic without the
 * other, for those who read what is committed.
 *
 * <p>Not safe for many threads: the one segment of the relay is one thread.
 */
final class EventPublisher implements AutoCloseable {

    private static final int DELIVERY_MILLIS = 10_000;

    private final RelaySettings settings;
    private final OutgoingEvents outgoing;
    private final String transactionalId;
    private @Nullable KafkaProducer<String, byte[]> producer;

    EventPublisher(RelaySettings settings, OutgoingEvents outgoing, String transactionalId) {
        this.settings = settings;
        this.outgoing = outgoing;
        this.transactionalId = transactionalId;
    }

    /** Returns once the cluster has committed all of the events; when it fails, none of them can be read. */
    void publish(List<DomainEventMessage<?>> events) {
        send(outgoing.records(events, settings.topics()));
    }

    /** The same, to the log's topic alone. */
    void publishRows(List<String> ids) {
        send(outgoing.rows(ids, settings.topics()));
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        try {
            KafkaProducer<String, byte[]> kafka = producer();
            kafka.beginTransaction();
            List<Future<RecordMetadata>> sent =
                    records.stream().map(kafka::send).toList();
            kafka.commitTransaction();
            for (Future<RecordMetadata> each : sent) {
                each.get(DELIVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            close();
            throw new KafkaFailure("Events could not be published to " + topics() + hint(e), e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new KafkaFailure("Interrupted", e);
        }
    }

    private String topics() {
        return String.join(" and ", settings.topics().names());
    }

    private String hint(Exception failure) {
        return failure instanceof AuthorizationException || failure.getCause() instanceof AuthorizationException
                ? ", for which this user needs Write on them and on the transactional id " + transactionalId
                : "";
    }

    /** A new producer fences the one before it and aborts what that left open. */
    private KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            settings.admin().ensure();
            KafkaProducer<String, byte[]> fresh = new KafkaProducer<>(properties());
            try {
                fresh.initTransactions();
            } catch (KafkaException e) {
                fresh.close(Duration.ZERO);
                throw e;
            }
            producer = fresh;
        }
        return producer;
    }

    private Properties properties() {
        Properties properties = settings.cluster().properties();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip"); // the one codec that every client has built in
        properties.put(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, 1);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, DELIVERY_MILLIS + DELIVERY_MILLIS / 2);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_EVENT_BYTES);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Topics.LARGEST_EVENT_BYTES + 16L * 1024 * 1024);
        return properties;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
