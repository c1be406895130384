package io.countersign.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.junit.jupiter.api.Test;

/** Events in the shapes of earlier releases, to the letter as those stored them. */
class EventUpcastersTest {

    private static final EventSerializer SERIALIZER = EventSerializer.create();
    private static final Path APPROVED = Path.of("src/test/resources/events");
    private static final List<PolicyRevision> FOUR_EYES = List.of(new PolicyRevision("four-eyes", 1));

    @Test
    void aRequestThatNamedOnePolicyNamesAListOfOne() throws IOException {
        RegisteredModelEvent.TransitionRequested read = first("registered-model.transition-requested");

        assertThat(read.policies()).isEqualTo(FOUR_EYES);
        assertThat(read.to()).isEqualTo(Stage.PRODUCTION);
        assertThat(read.comment()).isNotNull();
    }

    @Test
    void aRejectionThatNamedOnePolicyNamesAListOfOne() throws IOException {
        RegisteredModelEvent.TransitionRejected read = first("registered-model.transition-rejected");

        assertThat(read.policies()).isEqualTo(FOUR_EYES);
        assertThat(read.requests()).hasSize(2);
    }

    @Test
    void aDecisionOfThatTimeDoesNotSayWhatWasLookedAt() throws IOException {
        RegisteredModelEvent.TransitionApproved approved = first("registered-model.transition-approved");
        RegisteredModelEvent.StageChanged changed = first("registered-model.stage-changed");

        assertThat(approved.policies()).isEqualTo(FOUR_EYES);
        assertThat(approved.archived()).containsExactly(1, 2);
        assertThat(approved.decided()).isNull();
        assertThat(changed.policies()).isEqualTo(FOUR_EYES);
        assertThat(changed.decided()).isNull();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T first(String type) throws IOException {
        String json = Files.readAllLines(APPROVED.resolve(type + ".v1.json")).getFirst();
        EventData<byte[]> stored = new GenericDomainEventEntry<>(
                "RegisteredModel",
                "model/m",
                0,
                "e-1",
                Instant.EPOCH,
                type,
                "1",
                json.getBytes(UTF_8),
                SERIALIZER.serialize(MetaData.emptyInstance(), byte[].class).getData());
        IntermediateEventRepresentation upcast = EventUpcasters.all()
                .upcast(Stream.of(new InitialEventRepresentation(stored, SERIALIZER)))
                .findFirst()
                .orElseThrow();
        return (T) Objects.requireNonNull(SERIALIZER.deserialize(upcast.getData(byte[].class)));
    }
}
