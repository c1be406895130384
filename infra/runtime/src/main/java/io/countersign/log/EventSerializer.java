package io.countersign.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.event.EventType;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/**
 * Stores events under the names of the {@link EventType} catalogue and never under those of Java classes, as JSON without
 * absent members.
 */
public final class EventSerializer extends Jackson3Serializer {

    private static final String METADATA = MetaData.class.getName();

    private EventSerializer(Builder builder) {
        super(builder);
    }

    public static EventSerializer create() {
        return new EventSerializer(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(json -> json.addModule(
                        new IdentifierJson())
                .addModule(new SealedFamilies())
                .changeDefaultPropertyInclusion(absent -> absent.withValueInclusion(JsonInclude.Include.NON_NULL))));
    }

    @Override
    public SerializedType typeForClass(@SuppressWarnings("rawtypes") Class type) {
        if (!EventType.isEvent(type)) {
            return super.typeForClass(type);
        }
        EventType event = EventType.of(type);
        return new SimpleSerializedType(event.name(), Integer.toString(event.revision()));
    }

    /** @throws IllegalArgumentException when this release does not know the name, or the revision of its shape */
    @Override
    protected String resolveClassName(SerializedType stored) {
        return stored.getName().equals(METADATA)
                ? METADATA
                : event(stored).payload().getName();
    }

    private static EventType event(SerializedType stored) {
        EventType event = EventType.named(stored.getName());
        if (!Integer.toString(event.revision()).equals(stored.getRevision())) {
            throw new IllegalArgumentException("This release reads " + event.name() + " in revision " + event.revision()
                    + ", not in revision " + stored.getRevision() + ".");
        }
        return event;
    }
}
