package io.countersign.replica;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of {@code countersign.log}: its key is the aggregate, its value the stored payload, its headers the row's
 * other columns as UTF-8 text, with {@code source} for the installation whose log it is. What is stored is JSON text, and
 * is carried as it is rather than inside other JSON, so that every byte comes back.
 */
public final class LogRecord {

    private static final String ID = "id";
    private static final String SOURCE = "source";
    private static final String INDEX = "index";
    private static final String SEQUENCE = "sequence";
    private static final String AGGREGATE_TYPE = "aggregate-type";
    private static final String TYPE = "type";
    private static final String REVISION = "revision";
    private static final String TIME = "time";
    private static final String METADATA = "metadata";

    private LogRecord() {}

    public static ProducerRecord<String, byte[]> of(StoredEvent event, String source, String topic) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, event.aggregate(), event.payload());
        add(message, ID, event.id());
        add(message, SOURCE, source);
        add(message, INDEX, Long.toString(event.index()));
        add(message, SEQUENCE, Long.toString(event.sequence()));
        add(message, AGGREGATE_TYPE, event.aggregateType());
        add(message, TYPE, event.type());
        add(message, REVISION, event.revision());
        add(message, TIME, event.time());
        message.headers().add(METADATA, event.metadata());
        return message;
    }

    private static void add(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws NotOfALog when the record was not written by this class */
    public static StoredEvent read(ConsumerRecord<String, byte[]> message) {
        try {
            return new StoredEvent(
                    Long.parseLong(text(message, INDEX)),
                    present(message.key(), message, "a key"),
                    Long.parseLong(text(message, SEQUENCE)),
                    text(message, AGGREGATE_TYPE),
                    text(message, ID),
                    text(message, TYPE),
                    text(message, REVISION),
                    text(message, TIME),
                    present(message.value(), message, "a value"),
                    bytes(message, METADATA));
        } catch (NumberFormatException e) {
            throw new NotOfALog(message, "numbers in " + INDEX + " and " + SEQUENCE);
        }
    }

    static String source(ConsumerRecord<String, byte[]> message) {
        return text(message, SOURCE);
    }

    private static String text(ConsumerRecord<String, byte[]> message, String name) {
        return new String(bytes(message, name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ConsumerRecord<String, byte[]> message, String name) {
        Header header = present(message.headers().lastHeader(name), message, "the header " + name);
        return present(header.value(), message, "a value in the header " + name);
    }

    private static <T> T present(@org.jspecify.annotations.Nullable T part, ConsumerRecord<?, ?> message, String what) {
        if (part == null) {
            throw new NotOfALog(message, what);
        }
        return part;
    }

    /** Something else was written to the topic. */
    static final class NotOfALog extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private NotOfALog(ConsumerRecord<?, ?> message, String lacks) {
            super("Offset %d of partition %d of %s lacks %s: it is no event of a log"
                    .formatted(message.offset(), message.partition(), message.topic(), lacks));
        }
    }
}
