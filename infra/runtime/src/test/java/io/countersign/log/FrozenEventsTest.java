package io.countersign.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stored JSON of every event, as approved in {@code src/test/resources/events}: one file for each type and revision,
 * in it one sample on each line. A difference means that the log would be written, or read, otherwise than before: that
 * takes a new revision and an upcaster, never another approval.
 *
 * <p>For a type or revision that is new, {@code -Dcountersign.events.approve=true} writes the file that is missing.
 */
class FrozenEventsTest {

    private static final EventSerializer SERIALIZER = EventSerializer.create();
    private static final Path APPROVED = Path.of("src/test/resources/events");
    private static final String APPROVE_MISSING = "countersign.events.approve";

    @BeforeAll
    static void whatIsMissingIsApprovedOnlyWhenAskedFor() throws IOException {
        if (Boolean.getBoolean(APPROVE_MISSING)) {
            for (EventType type : EventType.all()) {
                approveWhereMissing(type);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void isWrittenAsApproved(EventType type) {
        assertThat(fileOf(type)).hasBinaryContent(samplesAsWritten(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void isReadBackAsItWas(EventType type) throws IOException {
        List<Object> read = Files.readAllLines(fileOf(type)).stream()
                .map(json -> read(type, json))
                .toList();

        assertThat(read).isNotEmpty().isEqualTo(EventSamples.of(type.payload()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void itsSamplesShowAllItsPartsAndThenOnlyThoseItNeeds(EventType type) {
        List<DomainEvent> samples = EventSamples.of(type.payload());

        assertThat(samples).isNotEmpty();
        for (RecordComponent part : type.payload().getRecordComponents()) {
            assertThat(isPresent(valueOf(part, samples.getFirst())))
                    .as("%s in the first sample of %s", part.getName(), type.name())
                    .isTrue();
            if (canBeLeftOut(part)) {
                assertThat(isPresent(valueOf(part, samples.getLast())))
                        .as("%s in the last sample of %s", part.getName(), type.name())
                        .isFalse();
            }
        }
    }

    @Test
    void whatWasApprovedOnceIsStillOfAnEventThatIsKnown() throws IOException {
        List<Path> known = EventType.all().stream()
                .flatMap(FrozenEventsTest::filesOfAllRevisions)
                .toList();

        try (Stream<Path> files = Files.list(APPROVED)) {
            assertThat(files).isSubsetOf(known);
        }
    }

    private static Stream<EventType> types() {
        return EventType.all().stream();
    }

    private static Path fileOf(EventType type) {
        return fileOf(type, type.revision());
    }

    private static Stream<Path> filesOfAllRevisions(EventType type) {
        return IntStream.rangeClosed(1, type.revision()).mapToObj(revision -> fileOf(type, revision));
    }

    private static Path fileOf(EventType type, int revision) {
        return APPROVED.resolve(type.name() + ".v" + revision + ".json");
    }

    private static void approveWhereMissing(EventType type) throws IOException {
        Files.createDirectories(APPROVED);
        if (Files.notExists(fileOf(type))) {
            Files.write(fileOf(type), samplesAsWritten(type), StandardOpenOption.CREATE_NEW);
        }
    }

    private static byte[] samplesAsWritten(EventType type) {
        return EventSamples.of(type.payload()).stream()
                .map(event -> SERIALIZER.serialize(event, byte[].class).getData())
                .map(json -> new String(json, UTF_8))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(UTF_8);
    }

    private static Object read(EventType type, String json) {
        return SERIALIZER.deserialize(new SimpleSerializedObject<>(
                json.getBytes(UTF_8), byte[].class, type.name(), Integer.toString(type.revision())));
    }

    private static boolean canBeLeftOut(RecordComponent part) {
        return part.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || List.class.isAssignableFrom(part.getType())
                        && !part.getName().equals("requests");
    }

    private static boolean isPresent(@Nullable Object value) {
        return value instanceof Collection<?> several ? !several.isEmpty() : value != null;
    }

    private static @Nullable Object valueOf(RecordComponent part, DomainEvent event) {
        try {
            return part.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
