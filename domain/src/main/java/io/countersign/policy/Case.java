package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change that somebody wants made, with everything that rules look at. It is stored with the decision, so that the
 * same rules can be asked again years later.
 *
 * @param parties who has which part in it: service accounts, and the people whom they act for
 * @param makers who made the accounts of those who have a part in it, as far as that is known
 * @param threads on the requests for it that nobody has resolved
 * @param candidate the version that is to be moved; null when the change is of no version
 * @param holder the version that has the target stage or alias now; null when none has
 * @param requestedAt when the oldest open request for it was made; null when there is none
 * @param at now, as the edge's clock says
 */
public record Case(
        GovernedModel model,
        Change change,
        Map<Party, Set<SubjectId>> parties,
        Map<SubjectId, SubjectId> makers,
        List<Approval> approvals,
        List<Veto> vetoes,
        List<CheckResult> checks,
        List<Evidence> evidence,
        List<ChecklistAnswer> checklists,
        List<OpenThread> threads,
        @Nullable VersionFacts candidate,
        @Nullable VersionFacts holder,
        @Nullable Instant requestedAt,
        Instant at) {

    public Case {
        parties = ordered(parties);
        makers = Ordered.byPerson(makers);
        approvals = List.copyOf(approvals);
        vetoes = List.copyOf(vetoes);
        checks = List.copyOf(checks);
        evidence = List.copyOf(evidence);
        checklists = List.copyOf(checklists);
        threads = List.copyOf(threads);
    }

    private static Map<Party, Set<SubjectId>> ordered(Map<Party, Set<SubjectId>> parties) {
        Map<Party, Set<SubjectId>> ordered = new EnumMap<>(Party.class);
        parties.forEach((party, people) -> ordered.put(party, Ordered.people(people)));
        return Collections.unmodifiableMap(ordered);
    }

    /** The same with another change, as it is judged what else a change does. */
    public Case with(Change other) {
        return new Case(
                model,
                other,
                parties,
                makers,
                approvals,
                vetoes,
                checks,
                evidence,
                checklists,
                threads,
                candidate,
                holder,
                requestedAt,
                at);
    }

    /** The same if that had been approved too, by an account that then has not approved it otherwise. */
    Case with(Approval approval) {
        Stream<Approval> others = approvals.stream().filter(each -> !each.hand().equals(approval.hand()));
        return new Case(
                model,
                change,
                parties,
                makers,
                Stream.concat(others, Stream.of(approval)).toList(),
                vetoes,
                checks,
                evidence,
                checklists,
                threads,
                candidate,
                holder,
                requestedAt,
                at);
    }

    /** Whether there is no version whose files, metrics and papers could be looked at. */
    boolean concernsNoVersion() {
        return change.candidate() == null;
    }

    Set<SubjectId> peopleIn(Party party) {
        return parties.getOrDefault(party, Set.of());
    }

    /**
     * Whose hand holds an account: whoever made it, if they have a part in this case themselves, as requester, author or
     * approver; else the account's own person.
     */
    SubjectId handOf(SubjectId account) {
        SubjectId maker = makers.get(account);
        return maker != null && involved().anyMatch(maker::equals) ? maker : account;
    }

    private Stream<SubjectId> involved() {
        return Stream.concat(
                parties.values().stream().flatMap(Set::stream),
                approvals.stream().flatMap(approval -> Stream.of(approval.by(), approval.hand())));
    }
}
