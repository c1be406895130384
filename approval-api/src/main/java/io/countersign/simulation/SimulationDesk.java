package io.countersign.simulation;

import io.countersign.decision.PublishedPolicies;
import io.countersign.event.Recorded;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.log.GovernanceLog;
import io.countersign.policy.Conditions;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyDocument;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.DecisionHistory;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.Membership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Replays the log for one draft at a time: a pass over it takes a processor for as long as it lasts. */
@Component
final class SimulationDesk {

    static final Duration LONGEST = Duration.ofSeconds(60);

    private final GovernanceLog log;
    private final PublishedPolicies policies;
    private final Membership membership;
    private final Conditions conditions;
    private final Semaphore turn = new Semaphore(1);

    SimulationDesk(GovernanceLog log, PublishedPolicies policies, Membership membership, Conditions conditions) {
        this.log = log;
        this.policies = policies;
        this.membership = membership;
        this.conditions = conditions;
    }

    /**
     * The policy in force whose place a draft would take.
     *
     * @param named null for the one of the draft's own name, if there is one
     */
    Optional<Policy> replacedBy(PolicyDocument draft, @Nullable String named) {
        String name = named == null ? draft.name() : named;
        Optional<Policy> found = policies.inForce().stream()
                .filter(policy -> policy.revision().name().equals(name))
                .findFirst();
        if (named != null && found.isEmpty()) {
            throw Rejection.of(
                    Reason.POLICY_NOT_FOUND,
                    "There is no policy %s in force that the draft could replace; leave replaces out, or name one of: %s.",
                    named,
                    policies.inForce().stream()
                            .map(policy -> policy.revision().name())
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return found;
    }

    /** @throws Rejection when another one is being tried, or it takes too long */
    Report simulate(PolicyDocument draft, @Nullable Policy replaced, Simulation.Question question) {
        if (!turn.tryAcquire()) {
            throw Rejection.of(
                    Reason.TOO_BUSY, "Another policy is being tried on the history just now. Try again in a moment.");
        }
        try {
            return replay(new Simulation(question, next(draft, replaced), replaced, conditions, whoMayApprove()));
        } finally {
            turn.release();
        }
    }

    private static Policy next(PolicyDocument draft, @Nullable Policy replaced) {
        int before = replaced == null ? 0 : replaced.revision().revision();
        return new Policy(new PolicyRevision(draft.name(), before + 1), draft);
    }

    private Report replay(Simulation simulation) {
        DecisionHistory history = new DecisionHistory(simulation);
        long started = System.nanoTime();
        Consumer<Recorded> patient = past -> {
            requireTimeSince(started);
            history.replay(past);
        };
        log.replay(patient);
        history.end();
        return simulation.report();
    }

    private static void requireTimeSince(long started) {
        if (System.nanoTime() - started > LONGEST.toNanos()) {
            throw Rejection.of(
                    Reason.TOO_BUSY,
                    "The history could not be replayed within %d s. Ask about fewer decisions, by model, since or until.",
                    LONGEST.toSeconds());
        }
    }

    private Map<SubjectId, Set<String>> whoMayApprove() {
        return membership.ofEverybody().entrySet().stream()
                .filter(person -> person.getValue().contains(Role.CONTRIBUTOR.label()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
