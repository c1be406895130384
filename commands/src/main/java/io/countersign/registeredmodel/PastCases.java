package io.countersign.registeredmodel;

import io.countersign.event.Recorded;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Approval;
import io.countersign.policy.Case;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.Party;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells from the log what a decision rested on that stored nothing of it: as far as the log knows, and no further. */
record PastCases(PastPeople people) {

    /**
     * Who makes a change without a request of anybody is the one who wants it.
     *
     * @param ballot what was asked for and approved; null when nobody had asked
     * @param known who had which part in the version
     */
    Case rebuilt(
            Made made, @Nullable Ballot ballot, Map<Party, Set<SubjectId>> known, GovernedModel model, Recorded past) {
        Map<Party, Set<SubjectId>> parties = new EnumMap<>(Party.class);
        parties.putAll(known);
        parties.put(Party.REQUESTER, ballot == null ? Set.of(past.actor()) : ballot.requesters());
        parties.replaceAll((party, accounts) -> people.withPersons(accounts));
        List<Approval> approvals = ballot == null ? List.of() : approvals(made, ballot, past);
        return new Case(
                model,
                made.change(),
                parties,
                people.makersOf(involved(parties, approvals)),
                approvals,
                ballot == null ? List.of() : ballot.vetoes(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                ballot == null ? null : ballot.askedAt(),
                past.at());
    }

    private static Set<SubjectId> involved(Map<Party, Set<SubjectId>> parties, List<Approval> approvals) {
        Set<SubjectId> involved = new HashSet<>();
        parties.values().forEach(involved::addAll);
        approvals.forEach(approval -> involved.add(approval.by()));
        return involved;
    }

    /** Deciding is approving: before approvals had events of their own it was the only one. */
    private List<Approval> approvals(Made made, Ballot ballot, Recorded past) {
        Stream<Approval> others = ballot.approvals().stream()
                .filter(given -> !given.by().equals(past.actor()))
                .map(given -> approval(given.by(), people.groupsOf(given.by()), given.at(), given.meaning()));
        return Stream.concat(others, Stream.of(own(made, ballot, past))).toList();
    }

    private Approval own(Made made, Ballot ballot, Recorded past) {
        SubjectId decider = past.actor();
        Set<String> groups = made.alone() ? people.groupsOf(decider) : people.groupsOfDecider(decider);
        return ballot.approvalBy(decider)
                .map(given -> approval(decider, groups, given.at(), given.meaning()))
                .orElseGet(() -> approval(decider, groups, past.at(), null));
    }

    private Approval approval(SubjectId by, Set<String> groups, Instant at, @Nullable String meaning) {
        SubjectId person = people.personOf(by);
        return new Approval(person, groups, at, meaning, person.equals(by) ? null : by, null);
    }
}
