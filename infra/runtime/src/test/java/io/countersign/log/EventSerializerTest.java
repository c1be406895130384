package io.countersign.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.event.EventType;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSerializerTest {

    private final EventSerializer serializer = EventSerializer.create();

    @ParameterizedTest
    @MethodSource("types")
    void anEventIsStoredUnderItsNameAndRevisionAndFoundByThem(EventType type) {
        SerializedType stored = serializer.typeForClass(type.payload());

        assertThat(stored.getName()).isEqualTo(type.name());
        assertThat(stored.getRevision()).isEqualTo(Integer.toString(type.revision()));
        assertThat(serializer.classForType(stored)).isEqualTo(type.payload());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noClassIsNamedInWhatIsStored(DomainEvent event) {
        SerializedObject<String> stored = serializer.serialize(event, String.class);

        assertThat(stored.getType().getName() + stored.getData()).doesNotContain("io.countersign", "@class");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSameEventHasTheSameBytes(DomainEvent event) {
        assertThat(serializer.serialize(event, byte[].class).getData())
                .isEqualTo(
                        EventSerializer.create().serialize(event, byte[].class).getData());
    }

    @Test
    void theEventOfANewerReleaseIsRefusedByItsName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("run.teleported", "1", "{}"))
                .withMessage("No event is catalogued as run.teleported.");
    }

    @Test
    void anotherShapeOfAnEventIsRefusedByItsRevision() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("run.restored", "2", "{\"run\":\"r\"}"))
                .withMessage("This release reads run.restored in revision 1, not in revision 2.");
    }

    @Test
    void theNameOfAClassIsNoNameOfAnEvent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(RunEvent.Restored.class.getName(), "1", "{\"run\":\"r\"}"));
        assertThatIllegalArgumentException().isThrownBy(() -> read("java.util.HashMap", "1", "{}"));
    }

    @Test
    void bytesThatAreNoJsonAreRefused() {
        assertThatThrownBy(() -> read("run.restored", "1", "<run/>")).isInstanceOf(SerializationException.class);
    }

    @Test
    void anIdIsItsBareValue() {
        assertThat(serializer
                        .serialize(new RunEvent.Restored(new RunId("r")), String.class)
                        .getData())
                .isEqualTo("{\"run\":\"r\"}");
        assertThat(read("run.restored", "1", "{\"run\":\"r\"}")).isEqualTo(new RunEvent.Restored(new RunId("r")));
    }

    @Test
    void whoActedAndWhySurvives() {
        MetaData provenance = MetaData.with(EventMetadata.ACTOR, "ann")
                .and(EventMetadata.AUTHENTICATION, "basic")
                .and(EventMetadata.REQUEST, "0198c0de-0000-7000-8000-000000000001")
                .and(EventMetadata.CORRELATION, "ci \"job\" №7")
                .and(EventMetadata.CAUSATION, "0198c0de-0000-7000-8000-000000000002");

        SerializedObject<byte[]> stored = serializer.serialize(provenance, byte[].class);
        MetaData read = serializer.deserialize(new SimpleSerializedObject<>(
                stored.getData(), byte[].class, new SimpleSerializedType(MetaData.class.getName(), null)));

        assertThat(read).isEqualTo(provenance);
        assertThat(new String(stored.getData(), UTF_8)).contains("\"actor\":\"ann\"");
    }

    private Object read(String name, String revision, String json) {
        return serializer.deserialize(new SimpleSerializedObject<>(json.getBytes(UTF_8), byte[].class, name, revision));
    }

    private static Stream<EventType> types() {
        return EventType.all().stream();
    }

    private static Stream<DomainEvent> samples() {
        return EventSamples.all().stream();
    }
}
