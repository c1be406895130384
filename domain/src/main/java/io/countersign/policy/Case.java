package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change that somebody wants made, with everything that rules look at.
 *
 * @param parties who has which part in it; service accounts stand for the people whom they act for
 * @param candidate the version that is to be moved; null when the change is of no version
 * @param holder the version that has the target stage or alias now; null when none has
 * @param requestedAt when the oldest open request for it was made; null when there is none
 * @param at now, as the edge's clock says
 */
public record Case(
        GovernedModel model,
        Change change,
        Map<Party, Set<SubjectId>> parties,
        List<Approval> approvals,
        List<Veto> vetoes,
        List<CheckResult> checks,
        List<Evidence> evidence,
        @Nullable VersionFacts candidate,
        @Nullable VersionFacts holder,
        @Nullable Instant requestedAt,
        Instant at) {

    public Case {
        parties = Map.copyOf(parties);
        approvals = List.copyOf(approvals);
        vetoes = List.copyOf(vetoes);
        checks = List.copyOf(checks);
        evidence = List.copyOf(evidence);
    }

    Set<SubjectId> peopleIn(Party party) {
        return parties.getOrDefault(party, Set.of());
    }
}
