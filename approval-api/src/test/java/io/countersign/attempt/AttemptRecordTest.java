package io.countersign.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Command;
import io.countersign.CommandSender;
import io.countersign.access.Operation;
import io.countersign.access.RequestTrace;
import io.countersign.event.EventMetadata;
import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptRecordTest {

    private static final SubjectId ANN = new SubjectId("ann");
    private static final SubjectId BOB = new SubjectId("bob");
    private static final RequestTrace TRACE = RequestTrace.fresh();

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private boolean isBroken;
    private final List<SubjectId> recorded = new ArrayList<>();
    private final List<Object> requests = new ArrayList<>();
    private final AttemptRecord record = new AttemptRecord(
            new CommandSender() {
                @Override
                @SuppressWarnings("TypeParameterUnusedInFormals")
                public <R> @Nullable R send(Command command, Map<String, ?> metadata) {
                    if (isBroken) {
                        throw new IllegalStateException("The database is away.");
                    }
                    recorded.add(((AttemptCommand.Record) command).by());
                    requests.add(metadata.get(EventMetadata.REQUEST));
                    return null;
                }
            },
            clock(() -> now));

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    private void tries(SubjectId who) {
        tries(who, AttemptTarget.UNKNOWN, Reason.OWN_REQUEST);
    }

    private void tries(SubjectId who, AttemptTarget target, Reason reason) {
        record.add(new AttemptRecord.Attempt(who, Operation.DECIDE_TRANSITION, target, reason), TRACE);
    }

    @Test
    void theSameIsRecordedOnceAMinute() {
        tries(ANN);
        now = now.plusSeconds(59);
        tries(ANN);
        assertThat(recorded).hasSize(1);
        now = now.plusSeconds(1);
        tries(ANN);
        assertThat(recorded).hasSize(2);
    }

    @Test
    void whatDiffersInAnythingIsRecordedOnItsOwn() {
        tries(ANN);
        tries(BOB);
        tries(ANN, new AttemptTarget(new ModelId("m"), 1, null, null), Reason.OWN_REQUEST);
        tries(ANN, AttemptTarget.UNKNOWN, Reason.NOT_A_REVIEWER);
        assertThat(recorded).containsExactly(ANN, BOB, ANN, ANN);
    }

    @Test
    void aRecordNamesTheRequestThatWasRefused() {
        tries(ANN);
        assertThat(requests).containsExactly(TRACE.request());
    }

    @Test
    void whatCouldNotBeRecordedTroublesNobodyAndIsRecordedTheNextTime() {
        isBroken = true;
        tries(ANN);
        assertThat(recorded).isEmpty();
        isBroken = false;
        now = now.plus(Duration.ofSeconds(1));
        tries(ANN);
        assertThat(recorded).containsExactly(ANN);
    }
}
