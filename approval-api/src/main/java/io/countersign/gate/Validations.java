package io.countersign.gate;

import io.countersign.decision.PublishedPolicies;
import io.countersign.policy.Policy;
import io.countersign.policy.Validity;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Until when what was approved stays so, on the calendar of UTC. Safe for many threads. */
@Component
public final class Validations {

    private final PublishedPolicies policies;
    private final Clock clock;

    Validations(PublishedPolicies policies, Clock clock) {
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * Of one policy's approval.
     *
     * @param until when it ends
     * @param warnsFrom when people are told; null for not at all
     */
    public record Validation(
            Policy policy, Instant until, @Nullable Instant warnsFrom) {

        public State state(Instant now) {
            if (!now.isBefore(until)) {
                return State.OVERDUE;
            }
            return warnsFrom != null && !now.isBefore(warnsFrom) ? State.DUE : State.VALID;
        }
    }

    public enum State {
        VALID,
        DUE,
        OVERDUE
    }

    /** The one that ends first; empty when none does. */
    public Optional<Validation> next(PlacementView placement) {
        return of(placement).stream().min(Comparator.comparing(Validation::until));
    }

    List<Validation> of(PlacementView placement) {
        return policies.ofRevisions(placement.policies()).stream()
                .filter(policy -> policy.document().validity().revalidateEvery() != null)
                .map(policy -> validation(placement, policy))
                .toList();
    }

    public State stateNow(Validation validation) {
        return validation.state(clock.instant());
    }

    private static Validation validation(PlacementView placement, Policy policy) {
        Validity validity = policy.document().validity();
        Instant until = after(Instant.ofEpochMilli(placement.decidedAt()), validity.revalidateEvery());
        Period warning = validity.revalidationWarning();
        Instant warnsFrom = warning == null
                ? null
                : until.atOffset(ZoneOffset.UTC).minus(warning).toInstant();
        return new Validation(policy, until, warnsFrom);
    }

    private static Instant after(Instant start, @Nullable Period period) {
        return period == null
                ? Instant.MAX
                : start.atOffset(ZoneOffset.UTC).plus(period).toInstant();
    }
}
