package io.countersign.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.decision.CurrentSubjects;
import io.countersign.decision.PublishedPolicies;
import io.countersign.gate.Validations.Validation;
import io.countersign.log.StreamHeads;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyRevision;
import io.countersign.policy.WhenStale;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Answers whether a version may serve where it is, from the decision that put it there: that was approved, it is still what
 * was approved, and the approval has not run out. Safe for many threads.
 */
@Component
final class Gate {

    private static final PolicyRevision ALONE = new PolicyRevision("single-person", 1);
    private static final Long NONE = -1L;
    private static final int REMEMBERED = 50_000;

    private final Clock clock;
    private final StreamHeads heads;
    private final PublishedPolicies policies;
    private final CurrentSubjects subjects;
    private final Validations validations;
    private final Cache<Looked, List<String>> changes =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    Gate(
            JdbcTemplate jdbc,
            PublishedPolicies policies,
            CurrentSubjects subjects,
            Validations validations,
            Clock clock) {
        this.clock = clock;
        this.heads = new StreamHeads(jdbc);
        this.policies = policies;
        this.subjects = subjects;
        this.validations = validations;
    }

    /** A decision, and how far the streams have come that it rests on. */
    private record Looked(String decision, Map<String, Long> heads) {}

    Answer answer(PlacementView placement) {
        return answer(placement, heads.of(watched(placement).keySet()));
    }

    /** In the order of the placements. */
    List<Answer> answers(List<PlacementView> placements) {
        Set<String> streams = placements.stream()
                .flatMap(placement -> watched(placement).keySet().stream())
                .collect(Collectors.toSet());
        Map<String, Long> now = heads.of(streams);
        return placements.stream().map(placement -> answer(placement, now)).toList();
    }

    private Answer answer(PlacementView placement, Map<String, Long> now) {
        Answer byDecision = answerByDecision(placement, now);
        return placement.frozenFor() == null
                ? byDecision
                : frozen(placement.frozenFor()).and(byDecision);
    }

    private static Answer frozen(String freezes) {
        return Answer.of(
                GateVerdict.DENY,
                "frozen",
                "It is frozen, for what it rests on was withdrawn (freeze " + freezes + ").");
    }

    private Answer answerByDecision(PlacementView placement, Map<String, Long> now) {
        if (placement.policies().isEmpty()) {
            return withoutPolicy(placement);
        }
        if (placement.policies().contains(ALONE)) {
            return Answer.of(GateVerdict.WARN, "decided-alone", "One person alone decided that it serves here.");
        }
        List<Policy> asked = policies.ofRevisions(placement.policies());
        return basis(placement, asked).and(freshness(placement, asked, now)).and(validity(placement));
    }

    /** What the decision itself is worth now. */
    private Answer basis(PlacementView placement, List<Policy> asked) {
        if (placement.revokedBy() != null) {
            return Answer.of(
                    whenStale(asked),
                    "approval-revoked",
                    "An approval of it was given on condition of what was not mended in time, and counts no more.");
        }
        return placement.until() == null ? approved(placement) : glassBroken(placement.until(), asked);
    }

    private Answer glassBroken(long untilMillis, List<Policy> asked) {
        Instant until = Instant.ofEpochMilli(untilMillis);
        return clock.instant().isBefore(until)
                ? Answer.of(GateVerdict.WARN, "glass-broken", "Two people broke the glass for it, until " + until + ".")
                : Answer.of(
                        whenStale(asked),
                        "glass-broken-too-long",
                        "Two people broke the glass for it, until " + until + ", and nobody approved it since.");
    }

    private Answer withoutPolicy(PlacementView placement) {
        return policies.covering(placement.modelId(), placement.place(), placement.version())
                        .isEmpty()
                ? Answer.of(GateVerdict.ALLOW, "no-policy", "No policy has a say in what serves here.")
                : Answer.of(
                        GateVerdict.WARN,
                        "placed-before-the-policy",
                        "No policy had a say when it came here, and one has now.");
    }

    private static Answer approved(PlacementView placement) {
        String names = placement.policies().stream()
                .map(policy -> policy.name() + "/" + policy.revision())
                .collect(Collectors.joining(", "));
        return Answer.of(GateVerdict.ALLOW, "approved", "It was approved under " + names + ".");
    }

    private Answer freshness(PlacementView placement, List<Policy> asked, Map<String, Long> now) {
        List<String> changed = changedFacts(placement, asked, now);
        return changed.isEmpty()
                ? approved(placement)
                : Answer.of(
                        whenStale(asked),
                        "subject-changed",
                        "It is not what was approved: " + String.join(", ", changed) + " changed since.");
    }

    /** As long as nothing was appended to the streams that the decision rests on, nothing has changed. */
    private List<String> changedFacts(PlacementView placement, List<Policy> asked, Map<String, Long> now) {
        Map<String, Long> then = watched(placement);
        Map<String, Long> its = then.keySet().stream()
                .collect(Collectors.toMap(stream -> stream, stream -> now.getOrDefault(stream, NONE)));
        return then.equals(its)
                ? List.of()
                : changes.get(new Looked(placement.eventId(), its), looked -> differences(placement, asked));
    }

    /** The streams that tell what the version consists of, as far as they had come when it was decided on. */
    private static Map<String, Long> watched(PlacementView placement) {
        return placement.readAt().entrySet().stream()
                .filter(read -> read.getKey().startsWith("run/")
                        || read.getKey().equals("version/" + placement.modelId() + "/" + placement.version()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<String> differences(PlacementView placement, List<Policy> asked) {
        Map<String, String> now = subjects.of(placement.modelId(), placement.version(), asked);
        return Stream.concat(placement.subject().keySet().stream(), now.keySet().stream())
                .filter(fact -> !fact.equals("policies"))
                .filter(fact -> !Objects.equals(placement.subject().get(fact), now.get(fact)))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }

    private Answer validity(PlacementView placement) {
        return validations.of(placement).stream()
                .map(validation -> answer(placement, validation))
                .reduce(approved(placement), Answer::and);
    }

    private Answer answer(PlacementView placement, Validation validation) {
        String name = validation.policy().revision().name();
        return switch (validations.stateNow(validation)) {
            case VALID -> approved(placement);
            case DUE ->
                Answer.of(
                        GateVerdict.WARN,
                        "revalidation-due",
                        "Its approval under " + name + " expires at " + validation.until() + ".");
            case OVERDUE ->
                Answer.of(
                        whenStale(List.of(validation.policy())),
                        "revalidation-overdue",
                        "Its approval under " + name + " expired at " + validation.until() + ".");
        };
    }

    private static GateVerdict whenStale(List<Policy> policies) {
        boolean denies = policies.stream()
                .anyMatch(policy -> policy.document().validity().whenStale() == WhenStale.DENY);
        return denies ? GateVerdict.DENY : GateVerdict.WARN;
    }
}
