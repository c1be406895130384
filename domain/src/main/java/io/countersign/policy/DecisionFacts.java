package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody's decision rests on that the model's own stream does not tell, as it was read when the command arrived.
 * The command is decided on just this, and only while none of it has changed.
 *
 * @param at now, as the edge's clock says
 * @param readAt how far each stream that was looked at had come: the sequence number of its last event, or -1
 * @param policies that are asked, in force or pinned by the open requests; none for a server without sign-in
 * @param parties who has which part in it but for the requesters, whom the model's stream knows
 * @param people of everybody who has a part in it, or whose approval may count
 * @param threads on the open requests for it that nobody has resolved
 * @param subject what exactly is approved, each fact by name: the digest of the files, the run, its params, its metrics
 */
public record DecisionFacts(
        Instant at,
        SortedMap<String, Long> readAt,
        List<Policy> policies,
        Map<Party, Set<SubjectId>> parties,
        PeopleFacts people,
        List<CheckResult> checks,
        List<Evidence> evidence,
        List<ChecklistAnswer> checklists,
        List<OpenThread> threads,
        @Nullable VersionFacts candidate,
        @Nullable VersionFacts holder,
        SortedMap<String, String> subject) {

    public DecisionFacts {
        readAt = Ordered.map(readAt);
        policies = List.copyOf(policies);
        parties = Map.copyOf(parties);
        checks = List.copyOf(checks);
        evidence = List.copyOf(evidence);
        checklists = List.copyOf(checklists);
        threads = List.copyOf(threads);
        subject = Ordered.map(subject);
    }

    public List<PolicyRevision> revisions() {
        return policies.stream().map(Policy::revision).toList();
    }
}
