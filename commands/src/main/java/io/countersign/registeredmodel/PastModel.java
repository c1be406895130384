package io.countersign.registeredmodel;

import io.countersign.event.Recorded;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.policy.Approval;
import io.countersign.policy.Case;
import io.countersign.policy.Change;
import io.countersign.policy.Electorate;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.Party;
import io.countersign.simulation.Known;
import io.countersign.simulation.Onlooker;
import io.countersign.simulation.Onlooker.Ending;
import io.countersign.simulation.PastDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One model, as its events tell it one after the other, who tells an onlooker of each change that was made to it. */
final class PastModel {

    private final ModelState state = new ModelState();
    private final Map<Integer, PastVersion> versions = new HashMap<>();
    private final PastPeople people;
    private final Onlooker onlooker;
    /** The mark of a change that was approved and whose event comes next; it is told once. */
    private @Nullable String announced;

    PastModel(PastPeople people, Onlooker onlooker) {
        this.people = people;
        this.onlooker = onlooker;
    }

    /** The tags of what comes into the world are judged as if it were there. */
    void on(RegisteredModelEvent event, Recorded past) {
        if (!state.exists()) {
            state.on(event, past.at());
            PastChanges.of(event, state).forEach(made -> tell(made, past));
            return;
        }
        PastChanges.of(event, state).forEach(made -> tell(made, past));
        end(event, past.at());
        announced = null;
        state.on(event, past.at());
        keep(event, past.actor());
    }

    private void keep(RegisteredModelEvent event, SubjectId actor) {
        switch (event) {
            case RegisteredModelEvent.VersionCreated e ->
                versions.put(e.version(), new PastVersion(actor, e.run() != null, null));
            case RegisteredModelEvent.VersionImported e ->
                versions.put(e.version(), new PastVersion(actor, e.run() != null, null));
            case RegisteredModelEvent.VersionDeleted e -> versions.remove(e.version());
            default -> {}
        }
    }

    void on(GovernanceEvent event, Recorded past) {
        announced = null;
        switch (event) {
            case GovernanceEvent.ChangeApproved e -> {
                tell(PastChanges.of(e, state), past);
                announced = Made.mark(e.change());
            }
            case GovernanceEvent.ApprovalGiven e -> approved(e.change(), e.by(), past.at());
            case GovernanceEvent.ChangeRejected e -> ended(Ending.REJECTED, e.requests(), past.at());
            case GovernanceEvent.RequestsExpired e -> ended(Ending.EXPIRED, e.requests(), past.at());
            case GovernanceEvent.ChangeRequestCancelled e -> ended(Ending.CANCELLED, List.of(e.request()), past.at());
            default -> {}
        }
        state.on(event, past.at());
    }

    void on(ModelVersionEvent event, Recorded past) {
        int version = event.version().number();
        switch (event) {
            case ModelVersionEvent.TagSet e -> tell(PastChanges.of(version, e.tag()), past);
            case ModelVersionEvent.TagDeleted e -> tell(new Made(new Change.OfTag(version, e.key(), null)), past);
            default -> {}
        }
        announced = null;
        versions.computeIfPresent(version, (number, found) -> found.modifiedBy(past.actor()));
    }

    private void end(RegisteredModelEvent event, Instant at) {
        switch (event) {
            case RegisteredModelEvent.TransitionRejected e -> ended(Ending.REJECTED, e.requests(), at);
            case RegisteredModelEvent.TransitionRequestCancelled e -> ended(Ending.CANCELLED, List.of(e.request()), at);
            case RegisteredModelEvent.VersionDeleted e -> endAll(Ending.CANCELLED, at, e.version());
            case RegisteredModelEvent.Deleted e -> endAll(Ending.CANCELLED, at, null);
            default -> {}
        }
    }

    private void ended(Ending how, List<RequestId> requests, Instant at) {
        Change change = state.ballots().holding(requests.getFirst()).change();
        onlooker.ended(how, requests.size(), state.governed(), change, at);
    }

    /** @param version whose requests end; null for those of all */
    private void endAll(Ending how, Instant at, @Nullable Integer version) {
        state.ballots().all().stream()
                .filter(ballot ->
                        version == null || version.equals(ballot.change().candidate()))
                .forEach(
                        ballot -> onlooker.ended(how, ballot.requests().size(), state.governed(), ballot.change(), at));
    }

    /** After the last event of the log. */
    void endsOpen(Instant at) {
        endAll(Ending.OPEN, at, null);
    }

    private void approved(Change change, SubjectId by, Instant at) {
        state.ballots()
                .on(change)
                .ifPresent(ballot -> onlooker.approved(people.groupsOf(by), Duration.between(ballot.askedAt(), at)));
    }

    private void tell(Made made, Recorded past) {
        if (Made.mark(made.change()).equals(announced)) {
            return;
        }
        GovernedModel model = state.governed();
        Ballot ballot = state.ballots().on(made.change()).orElse(null);
        if (ballot != null && !made.alone() && ballot.approvalBy(past.actor()).isEmpty()) {
            onlooker.approved(groupsOfDecider(past), Duration.between(ballot.askedAt(), past.at()));
        }
        if (onlooker.asks(model, made.all(), past.at())) {
            onlooker.decided(decision(made, ballot, past));
        }
    }

    private PastDecision decision(Made made, @Nullable Ballot ballot, Recorded past) {
        return made.decided() == null
                ? new PastDecision(
                        past.id(), past.at(), rebuilt(made, ballot, past), made.consequences(), Known.FROM_THE_LOG)
                : new PastDecision(
                        past.id(), past.at(), made.decided().about(), made.consequences(), Known.from(made.decided()));
    }

    /** Who makes a change without a request of anybody is the one who wants it. */
    private Case rebuilt(Made made, @Nullable Ballot ballot, Recorded past) {
        Map<Party, Set<SubjectId>> parties = new EnumMap<>(Party.class);
        Optional.ofNullable(made.change().candidate())
                .map(versions::get)
                .ifPresent(version -> parties.putAll(version.parties()));
        parties.put(Party.REQUESTER, ballot == null ? Set.of(past.actor()) : ballot.requesters());
        List<Approval> approvals = ballot == null ? List.of() : approvals(made, ballot, past);
        return new Case(
                state.governed(),
                made.change(),
                parties,
                people.makersOf(involved(parties, approvals)),
                approvals,
                ballot == null ? List.of() : ballot.vetoes(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                ballot == null ? null : ballot.askedAt(),
                past.at());
    }

    private static Set<SubjectId> involved(Map<Party, Set<SubjectId>> parties, List<Approval> approvals) {
        Set<SubjectId> involved = new LinkedHashSet<>();
        parties.values().forEach(involved::addAll);
        approvals.forEach(approval -> involved.add(approval.by()));
        return involved;
    }

    /** Deciding is approving: before approvals had events of their own it was the only one. */
    private List<Approval> approvals(Made made, Ballot ballot, Recorded past) {
        List<Approval> approvals = new ArrayList<>();
        ballot.approvals().stream()
                .filter(given -> !given.by().equals(past.actor()))
                .map(given -> new Approval(given.by(), people.groupsOf(given.by()), given.at(), given.meaning()))
                .forEach(approvals::add);
        Ballot.Given own = ballot.approvalBy(past.actor()).orElse(null);
        approvals.add(new Approval(
                past.actor(),
                made.alone() ? people.groupsOf(past.actor()) : groupsOfDecider(past),
                own == null ? past.at() : own.at(),
                own == null ? null : own.meaning()));
        return approvals;
    }

    /** Where no policy had a say it took a reviewer, by role or by a grant on the model. */
    private Set<String> groupsOfDecider(Recorded past) {
        return Stream.concat(people.groupsOf(past.actor()).stream(), Stream.of(Electorate.REVIEWERS))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
