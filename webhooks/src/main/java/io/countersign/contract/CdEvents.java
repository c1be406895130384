package io.countersign.contract;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.event.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * Events about approvals, stages and the gate once more, as CDEvents in CloudEvents (CDEvents specification 0.4.1 with its
 * binding to CloudEvents, structured). What they say is the same public data.
 */
final class CdEvents {

    static final String CONTENT_TYPE = "application/cdevents+json";

    private CdEvents() {}

    /** None for what continuous delivery is not about; for a transition that was approved two. */
    static List<PublicEvent> of(DomainEventMessage<?> message, String source) {
        DomainEvent event = (DomainEvent) message.getPayload();
        List<CdEventType> types =
                CdEventType.ofStored(EventType.of(event.getClass()).name());
        if (types.isEmpty()) {
            return List.of();
        }
        Map<String, Object> data = PublicData.of(event);
        return types.stream()
                .map(type -> cloudEvent(type, message, source, data))
                .toList();
    }

    private static PublicEvent cloudEvent(
            CdEventType type, DomainEventMessage<?> message, String source, Map<String, Object> data) {
        String stream = message.getAggregateIdentifier();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", type.idFor(message.getIdentifier()));
        attributes.put("source", source);
        attributes.put("type", type.type());
        attributes.put("subject", type.subjectId(data));
        attributes.put("time", message.getTimestamp().toString());
        attributes.put("partitionkey", stream);
        PublicEvent.addProvenance(message, attributes);
        attributes.put("datacontenttype", CONTENT_TYPE);
        attributes.put("data", cdEvent(type, message, source, data));
        return PublicEvent.of(stream, type.type(), attributes);
    }

    private static Map<String, Object> cdEvent(
            CdEventType type, DomainEventMessage<?> message, String source, Map<String, Object> data) {
        EventType stored = EventType.of(message.getPayloadType());
        return Data.with("context", context(type, message, source))
                .and(
                        "subject",
                        Data.with("id", type.subjectId(data))
                                .and("source", source)
                                .and("type", type.subjectType())
                                .and("content", data)
                                .members())
                .and(
                        "customData",
                        Data.with("event_id", message.getIdentifier())
                                .and("event_type", PublicEvent.typeOf(stored))
                                .members())
                .members();
    }

    private static Map<String, Object> context(CdEventType type, DomainEventMessage<?> message, String source) {
        return Data.with("version", CdEventType.VERSION_OF_CDEVENTS)
                .and("id", type.idFor(message.getIdentifier()))
                .and("source", source)
                .and("type", type.type())
                .and("timestamp", message.getTimestamp().toString())
                .and("schemaUri", EventSchemas.idOf(type.type()))
                .and("chainId", message.getMetaData().get(EventMetadata.CORRELATION))
                .members();
    }
}
