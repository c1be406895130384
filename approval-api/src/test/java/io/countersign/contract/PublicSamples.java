package io.countersign.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.event.EventType;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.log.EventSerializer;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SimpleSerializedObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Samples of every event that the log can hold, as the approved JSON of the log has them, and as the world is told. */
final class PublicSamples {

    private static final Path APPROVED = Path.of("../infra/runtime/src/test/resources/events");
    private static final String SOURCE = "urn:countersign:0198c0de-0000-7000-8000-000000000001";
    private static final EventSerializer SERIALIZER = EventSerializer.create();
    private static final Map<String, Object> METADATA = Map.of(
            EventMetadata.ACTOR, "0198c0de-0000-7000-8000-00000000000f",
            EventMetadata.CORRELATION, "0198c0de-0000-7000-8000-000000000002",
            EventMetadata.CAUSATION, "0198c0de-0000-7000-8000-000000000003");

    private PublicSamples() {}

    /** As it is published with the contract of that type, by whatever event of the log. */
    static List<JsonNode> of(EventContract contract) {
        return contract.storedNames().stream()
                .map(EventType::named)
                .flatMap(PublicSamples::messages)
                .flatMap(message -> PublicEvents.of(message, SOURCE).stream())
                .filter(event -> event.type().equals(contract.type()))
                .map(event -> JsonMapper.shared().readTree(event.json()))
                .toList();
    }

    private static Stream<DomainEventMessage<?>> messages(EventType type) {
        Path file = APPROVED.resolve(type.name() + ".v" + type.revision() + ".json");
        try {
            Stream<DomainEvent> approved = Files.readAllLines(file).stream().map(json -> read(type, json));
            return Stream.concat(approved, ofEveryKind(type))
                    .flatMap(event -> Stream.of(message(event, METADATA), message(event, Map.of())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The approved ones are each of one kind of change. */
    private static Stream<DomainEvent> ofEveryKind(EventType type) {
        ModelId model = new ModelId("0198c0de00007000800000000000000b");
        RequestId request = new RequestId("0198c0de00007000800000000000000d");
        return type.payload() == GovernanceEvent.ChangeRequested.class
                ? Stream.of(
                                new Change.ToStage(3, Stage.STAGING, Stage.PRODUCTION),
                                new Change.OfAlias("champion", 3, 2),
                                new Change.DeletionOfVersion(3, Stage.ARCHIVED),
                                new Change.DeletionOfModel(),
                                new Change.Revalidation(3, Stage.PRODUCTION),
                                new Change.RevalidationOfAlias(3, "champion"),
                                new Change.Renaming("attrition"),
                                new Change.OfTag(3, "k", "v"))
                        .map(change -> new GovernanceEvent.ChangeRequested(
                                model, request, change, SubjectId.SYSTEM, null, List.of()))
                : Stream.of();
    }

    private static DomainEvent read(EventType type, String json) {
        return SERIALIZER.deserialize(new SimpleSerializedObject<>(
                json.getBytes(UTF_8), byte[].class, type.name(), Integer.toString(type.revision())));
    }

    private static DomainEventMessage<?> message(DomainEvent event, Map<String, Object> metadata) {
        return new GenericDomainEventMessage<>("Type", "stream/1", 4, event, MetaData.from(metadata));
    }
}
