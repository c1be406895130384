package io.countersign.decision;

import io.countersign.catalog.ModelQueries;
import io.countersign.catalog.ModelView;
import io.countersign.catalog.VersionQueries;
import io.countersign.catalog.VersionView;
import io.countersign.delegation.DelegationCommand;
import io.countersign.identity.Actor;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.inbox.VoiceView;
import io.countersign.log.StreamHeads;
import io.countersign.modelversion.VersionId;
import io.countersign.past.TimeTravel;
import io.countersign.permission.SecuredObject;
import io.countersign.policy.Change;
import io.countersign.policy.DecisionFacts;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.PeopleFacts;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyCommand;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.thread.Discussion;
import io.countersign.thread.ThreadQueries;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads what a decision on a change rests on, all of it as it was at one moment. Safe for many threads. */
@Component
public final class FactsReader {

    private static final long NOTHING_YET = -1;

    private final FirstPolicy firstPolicy;
    private final PublishedPolicies policies;
    private final ModelQueries models;
    private final VersionQueries versions;
    private final RequestQueries requests;
    private final CandidateReader candidates;
    private final PeopleReader people;
    private final ThreadQueries threads;
    private final PartReader parts;
    private final StreamHeads heads;
    private final TransactionTemplate snapshot;
    private final Clock clock;

    FactsReader(
            FirstPolicy firstPolicy,
            PublishedPolicies policies,
            ModelQueries models,
            VersionQueries versions,
            RequestQueries requests,
            CandidateReader candidates,
            PeopleReader people,
            ThreadQueries threads,
            PartReader parts,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.clock = clock;
        this.firstPolicy = firstPolicy;
        this.policies = policies;
        this.models = models;
        this.versions = versions;
        this.requests = requests;
        this.candidates = candidates;
        this.people = people;
        this.threads = threads;
        this.parts = parts;
        this.heads = new StreamHeads(jdbc);
        snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /**
     * Who approves a version approves files that the server knows: it hashes them soon after the registration.
     *
     * @throws io.countersign.rejection.Rejection when it has not come to that yet
     */
    void awaitFiles(ModelId model, Change change) {
        if (change.candidate() != null) {
            candidates.awaitFiles(new VersionId(model, change.candidate()));
        }
    }

    public DecisionFacts about(ModelId model, Change change, Actor actor) {
        return underAPolicy(() -> read(model, change, actor, Set.of()));
    }

    /** @param others who had a part in it before, whose accounts matter too */
    DecisionFacts about(ModelId model, Change change, Actor actor, Set<SubjectId> others) {
        return underAPolicy(() -> read(model, change, actor, others));
    }

    /** The policies alone. */
    DecisionFacts ofNothing(Actor actor) {
        return underAPolicy(() -> light(policies.inForce(), actor));
    }

    /** A server that is asked before its first start is over brings the policy that ships into force first. */
    private DecisionFacts underAPolicy(Supplier<DecisionFacts> read) {
        DecisionFacts facts = snapshot.execute(status -> read.get());
        boolean isThereOne = facts.readAt().getOrDefault(PolicyCommand.STREAM, NOTHING_YET) > NOTHING_YET;
        if (isThereOne || TimeTravel.point().isPresent()) {
            return facts;
        }
        firstPolicy.install();
        return snapshot.execute(status -> read.get());
    }

    private DecisionFacts read(ModelId model, Change change, Actor actor, Set<SubjectId> others) {
        List<RequestView> open = requests.open(model, change);
        List<Policy> asked = policies.askedFor(open);
        if (open.isEmpty() && others.isEmpty() && !mayBeCovered(model, change, asked)) {
            return light(asked, actor);
        }
        return full(model, change, actor, others, open, asked);
    }

    /** A tag, a name or an alias that no policy has a say in needs no facts, and most of them are such. */
    private boolean mayBeCovered(ModelId model, Change change, List<Policy> asked) {
        boolean hasConsequences = change instanceof Change.DeletionOfVersion
                || change instanceof Change.DeletionOfModel
                || change instanceof Change.ToStage;
        return hasConsequences || !covering(model, change, asked).isEmpty();
    }

    private List<Policy> covering(ModelId model, Change change, List<Policy> asked) {
        return models.byIds(List.of(model.value())).stream()
                .map(FactsReader::governed)
                .flatMap(governed -> asked.stream()
                        .filter(policy -> policy.document().scope().covers(governed, change)))
                .toList();
    }

    static GovernedModel governed(ModelView view) {
        return new GovernedModel(view.name(), view.tags());
    }

    private DecisionFacts light(List<Policy> asked, Actor actor) {
        return new DecisionFacts(
                clock.instant(),
                new TreeMap<>(heads.of(List.of(PolicyCommand.STREAM))),
                asked,
                Map.of(),
                new PeopleFacts(Map.of(), Map.of(), people.groupsOf(Set.of(), actor), List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                new TreeMap<>());
    }

    private DecisionFacts full(
            ModelId model,
            Change change,
            Actor actor,
            Set<SubjectId> others,
            List<RequestView> open,
            List<Policy> asked) {
        SecuredObject object = SecuredObject.of(model);
        Set<String> streams = new LinkedHashSet<>(List.of(
                PolicyCommand.STREAM,
                DelegationCommand.STREAM,
                model.stream(),
                object.stream(),
                object.root().stream()));
        VersionView moved = version(model, change.candidate());
        List<Policy> covering = covering(model, change, asked);
        Candidate candidate = candidates.read(moved, covering, streams);
        Candidate holder = candidates.read(holder(model, change), covering, streams);
        Instant now = clock.instant();
        Set<SubjectId> involved = involved(actor, open, candidate);
        involved.addAll(others);
        PeopleFacts having = parts.parts(involved, actor, model, asOfNow(change, moved), now);
        Stream.concat(involved.stream(), having.others()).forEach(person -> streams.add(person.stream()));
        List<RequestId> requested =
                open.stream().map(request -> new RequestId(request.requestId())).toList();
        requested.forEach(request -> streams.add(Discussion.stream(request)));
        return new DecisionFacts(
                now,
                new TreeMap<>(heads.of(streams)),
                asked,
                candidate.parties(),
                having,
                candidate.checks(),
                candidate.evidence(),
                candidate.checklists(),
                threads.open(requested),
                candidate.facts(),
                holder.facts(),
                candidate.subject());
    }

    private Set<SubjectId> involved(Actor actor, List<RequestView> open, Candidate candidate) {
        Set<SubjectId> involved = new HashSet<>(Set.of(actor.subject()));
        candidate.parties().values().forEach(involved::addAll);
        open.forEach(request -> involved.add(new SubjectId(request.requesterId())));
        if (!open.isEmpty()) {
            for (VoiceView voice : requests.voices(open.getFirst().ballot())) {
                involved.add(new SubjectId(voice.subjectId()));
            }
        }
        return involved;
    }

    private static Change asOfNow(Change change, @Nullable VersionView moved) {
        return change instanceof Change.ToStage move && moved != null
                ? new Change.ToStage(move.version(), Stage.labelled(moved.stage()), move.to())
                : change;
    }

    private @Nullable VersionView version(ModelId model, @Nullable Integer number) {
        return number == null
                ? null
                : versions.byKeys(List.of(new VersionView.Key(model.value(), number))).stream()
                        .findFirst()
                        .orElse(null);
    }

    /** The version that has now what the change would give to another. */
    private @Nullable VersionView holder(ModelId model, Change change) {
        return switch (change) {
            case Change.ToStage move ->
                versions.latest(List.of(model.value())).getOrDefault(model.value(), List.of()).stream()
                        .filter(version -> version.stage().equals(move.to().label()))
                        .filter(version -> version.version() != move.version())
                        .findFirst()
                        .orElse(null);
            case Change.OfAlias of ->
                models.byIds(List.of(model.value())).stream()
                        .map(view -> view.aliases().get(of.alias()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(number -> version(model, number))
                        .orElse(null);
            default -> null;
        };
    }
}
