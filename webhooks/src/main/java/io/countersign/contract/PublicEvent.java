package io.countersign.contract;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.event.EventType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as the world may read it: a CloudEvent 1.0 in structured JSON (CloudEvents specification, JSON event format
 * 1.0), with the extensions {@code sequence}, {@code partitionkey}, {@code correlationid}, {@code causationid} and
 * {@code actorid}. Its data is a contract of its own, apart from what the log stores, and has nothing that people wrote.
 *
 * @param key of the Kafka record: the stream
 * @param type the CloudEvent's
 */
public record PublicEvent(String key, String type, byte[] json) {

    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    static final String TYPE_PREFIX = "io.countersign.";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static PublicEvent of(DomainEventMessage<?> message, String source) {
        return of(message, source, null);
    }

    /** @param modelName of the registered model that it is about, told beside its id as {@code modelname}; null for none */
    public static PublicEvent of(DomainEventMessage<?> message, String source, @Nullable String modelName) {
        DomainEvent event = (DomainEvent) message.getPayload();
        String type = typeOf(EventType.of(event.getClass()));
        String stream = message.getAggregateIdentifier();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", message.getIdentifier());
        attributes.put("source", source);
        attributes.put("type", type);
        attributes.put("subject", stream);
        attributes.put("time", message.getTimestamp().toString());
        attributes.put("sequence", Long.toString(message.getSequenceNumber()));
        attributes.put("partitionkey", stream);
        addProvenance(message, attributes);
        if (modelName != null) {
            attributes.put("modelname", modelName);
        }
        attributes.put("datacontenttype", "application/json");
        attributes.put("data", PublicData.of(event));
        return of(stream, type, attributes);
    }

    static PublicEvent of(String key, String type, Map<String, Object> attributes) {
        return new PublicEvent(key, type, JSON.writeValueAsString(attributes).getBytes(StandardCharsets.UTF_8));
    }

    /** The type under which the world knows an event of the log. */
    static String typeOf(EventType stored) {
        return TYPE_PREFIX + stored.name() + ".v1";
    }

    static void addProvenance(DomainEventMessage<?> message, Map<String, Object> attributes) {
        copy(message, EventMetadata.CORRELATION, attributes, "correlationid");
        copy(message, EventMetadata.CAUSATION, attributes, "causationid");
        copy(message, EventMetadata.ACTOR, attributes, "actorid");
    }

    private static void copy(DomainEventMessage<?> message, String from, Map<String, Object> attributes, String to) {
        Object value = message.getMetaData().get(from);
        if (value != null) {
            attributes.put(to, value.toString());
        }
    }
}
