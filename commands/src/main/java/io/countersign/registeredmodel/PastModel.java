package io.countersign.registeredmodel;

import io.countersign.event.Recorded;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.policy.Bypass;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.Party;
import io.countersign.simulation.Broken;
import io.countersign.simulation.Known;
import io.countersign.simulation.Onlooker;
import io.countersign.simulation.Onlooker.Ending;
import io.countersign.simulation.PastDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One model, as its events tell it one after the other, who tells an onlooker of each change that was made to it. */
final class PastModel {

    private final ModelState state = new ModelState();
    private final Map<Integer, PastVersion> versions = new HashMap<>();
    private final PastPeople people;
    private final PastCases cases;
    private final Onlooker onlooker;
    /** The mark of a change that was approved and whose event comes next; it is told once. */
    private @Nullable String announced;

    PastModel(PastPeople people, Onlooker onlooker) {
        this.people = people;
        this.cases = new PastCases(people);
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
                versions.put(e.version(), new PastVersion(actor, e.run() != null, e.loggedModelId() != null, null));
            case RegisteredModelEvent.VersionImported e ->
                versions.put(e.version(), new PastVersion(actor, e.run() != null, e.loggedModelId() != null, null));
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
            case GovernanceEvent.RequestSuperseded e -> ended(Ending.CANCELLED, List.of(e.request()), past.at());
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
        boolean approves = made.decided() == null || made.decided().bypass() == null;
        if (ballot != null
                && approves
                && !made.alone()
                && ballot.approvalBy(past.actor()).isEmpty()) {
            onlooker.approved(people.groupsOfDecider(past.actor()), Duration.between(ballot.askedAt(), past.at()));
        }
        if (onlooker.asks(model, made.all(), past.at())) {
            onlooker.decided(decision(made, ballot, past));
        }
    }

    private PastDecision decision(Made made, @Nullable Ballot ballot, Recorded past) {
        return made.decided() == null
                ? new PastDecision(
                        past.id(),
                        past.at(),
                        cases.rebuilt(made, ballot, parties(made.change()), state.governed(), past),
                        made.consequences(),
                        Known.FROM_THE_LOG,
                        null)
                : new PastDecision(
                        past.id(),
                        past.at(),
                        made.decided().about(),
                        made.consequences(),
                        Known.from(made.decided()),
                        broken(made.decided()));
    }

    private @Nullable Broken broken(Decided decided) {
        Bypass bypass = decided.bypass();
        return bypass == null
                ? null
                : new Broken(
                        Duration.between(decided.about().at(), bypass.until()),
                        people.groupsOfBoth(bypass.first(), bypass.second()));
    }

    private Map<Party, Set<SubjectId>> parties(Change change) {
        return Optional.ofNullable(change.candidate())
                .map(versions::get)
                .map(PastVersion::parties)
                .orElse(Map.of());
    }
}
