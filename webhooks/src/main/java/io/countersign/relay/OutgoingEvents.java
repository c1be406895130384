package io.countersign.relay;

import io.countersign.cluster.Topics;
import io.countersign.contract.PublicEvent;
import io.countersign.contract.PublicEvents;
import io.countersign.replica.LogRecord;
import io.countersign.replica.LogRows;
import io.countersign.replica.Restore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Events as they go out: for the world as it may read them, and for replicas as the log holds them.
 *
 * @param source the installation whose log it is, as an attribute of every event
 */
record OutgoingEvents(LogRows rows, String source) {

    /** The header by which a reader chooses without looking into the record. */
    private static final String TYPE = "type";

    static OutgoingEvents of(JdbcTemplate jdbc) {
        String installation = jdbc.queryForObject("select id::text from ops.installation", String.class);
        return new OutgoingEvents(new LogRows(jdbc), Restore.source(String.valueOf(installation)));
    }

    /** The records for both topics, each stream's in its order. */
    List<ProducerRecord<String, byte[]>> records(List<DomainEventMessage<?>> events, Topics topics) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(events.size() * 2);
        events.stream()
                .flatMap(event -> PublicEvents.of(event, source).stream())
                .forEach(told -> records.add(told(told, topics.events())));
        records.addAll(rows(identifiers(events), topics));
        return records;
    }

    /** The records for the log's topic alone. */
    List<ProducerRecord<String, byte[]>> rows(List<String> ids, Topics topics) {
        return rows.of(ids).stream()
                .map(row -> LogRecord.of(row, source, topics.log()))
                .toList();
    }

    private static ProducerRecord<String, byte[]> told(PublicEvent event, String topic) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, event.key(), event.json());
        message.headers().add("content-type", PublicEvent.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8));
        message.headers().add(TYPE, event.type().getBytes(StandardCharsets.UTF_8));
        return message;
    }

    /** Whether the record on the topic of events is the event itself, and not a CDEvent that says the same. */
    static boolean isEvent(ConsumerRecord<?, ?> told) {
        Header type = told.headers().lastHeader(TYPE);
        return type == null || PublicEvents.isEvent(new String(type.value(), StandardCharsets.UTF_8));
    }

    static List<String> identifiers(List<DomainEventMessage<?>> events) {
        return events.stream().<String>map(EventMessage::getIdentifier).toList();
    }
}
