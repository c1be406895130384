package io.countersign.registeredmodel;

import io.countersign.governance.EmergencyEvent;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.imported.ImportedFrom;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.GovernedModel;
import io.countersign.policy.Veto;
import io.countersign.tag.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a model is like, as the events of its stream tell it. Nothing is decided here. */
@SuppressWarnings("NullAway.Init") // filled by the first event
final class ModelState {

    private ModelId id;
    private String name;
    private @Nullable ImportedFrom origin;
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final Versions versions = new Versions();
    private final SortedMap<String, Integer> aliases = new TreeMap<>();
    private final Ballots ballots = new Ballots();
    private final OpenFindings findings = new OpenFindings();
    private final List<OpenReview> reviews = new ArrayList<>();
    private final FrozenVersions frozen = new FrozenVersions();

    /** As it will be once its first event is applied. */
    static ModelState after(RegisteredModelEvent first) {
        ModelState state = new ModelState();
        state.on(first, Instant.EPOCH);
        return state;
    }

    boolean exists() {
        return id != null;
    }

    ModelId id() {
        return id;
    }

    String name() {
        return name;
    }

    @Nullable
    ImportedFrom origin() {
        return origin;
    }

    boolean hasTag(String key) {
        return tags.containsKey(key);
    }

    Versions versions() {
        return versions;
    }

    Ballots ballots() {
        return ballots;
    }

    Stage stageOf(int version) {
        return versions.stageOf(version, name);
    }

    Optional<Integer> versionOf(String alias) {
        return Optional.ofNullable(aliases.get(alias));
    }

    List<String> aliasesOf(int version) {
        return aliases.entrySet().stream()
                .filter(entry -> entry.getValue() == version)
                .map(Map.Entry::getKey)
                .toList();
    }

    OpenFindings findings() {
        return findings;
    }

    List<OpenReview> reviews() {
        return reviews;
    }

    FrozenVersions frozen() {
        return frozen;
    }

    SortedMap<String, Integer> aliases() {
        return aliases;
    }

    GovernedModel governed() {
        return new GovernedModel(name, tags);
    }

    /**
     * The change as it would be now, whatever the model was like when somebody thought of it.
     *
     * @throws io.countersign.rejection.Rejection when the version does not exist, or was deleted
     */
    Change asOfNow(Change wanted) {
        if (wanted.candidate() != null) {
            stageOf(wanted.candidate());
        }
        return switch (wanted) {
            case Change.ToStage move -> new Change.ToStage(move.version(), stageOf(move.version()), move.to());
            case Change.OfAlias of -> new Change.OfAlias(of.alias(), of.version(), aliases.get(of.alias()));
            case Change.DeletionOfVersion of -> new Change.DeletionOfVersion(of.version(), stageOf(of.version()));
            case Change.DeletionOfModel of -> of;
            case Change.Revalidation of -> of;
            case Change.RevalidationOfAlias of -> of;
            case Change.Renaming of -> of;
            case Change.OfTag of -> of;
        };
    }

    void on(RegisteredModelEvent event, Instant at) {
        switch (event) {
            case RegisteredModelEvent.Created e -> begin(e.model(), e.name(), e.tags());
            case RegisteredModelEvent.Imported e -> {
                begin(e.model(), e.name(), e.tags());
                origin = e.from();
            }
            case RegisteredModelEvent.Renamed e -> name = e.to();
            case RegisteredModelEvent.DescriptionChanged e -> {}
            case RegisteredModelEvent.TagSet e -> set(e.tag());
            case RegisteredModelEvent.TagDeleted e -> tags.remove(e.key());
            case RegisteredModelEvent.Deleted e -> {}
            case RegisteredModelEvent.VersionCreated e -> versions.add(e.version());
            case RegisteredModelEvent.VersionImported e -> {
                versions.addImported(e.version(), e.stage());
                e.aliases().forEach(alias -> aliases.put(alias, e.version()));
            }
            case RegisteredModelEvent.VersionDeleted e -> {
                versions.remove(e.version());
                aliases.keySet().removeAll(e.aliases());
                ballots.closeAllOf(e.version());
                findings.dropAllOf(e.version());
                frozen.drop(e.version());
            }
            case RegisteredModelEvent.TransitionRequested e ->
                ballots.open(
                        new Change.ToStage(e.version(), e.from(), e.to()),
                        new Ballot.Request(e.request(), e.requester(), at, e.policies()));
            case RegisteredModelEvent.TransitionRequestCancelled e -> close(e.request());
            case RegisteredModelEvent.TransitionRejected e -> close(e.requests());
            case RegisteredModelEvent.TransitionApproved e -> {
                make(new Change.ToStage(e.version(), e.from(), e.to()), e.requests(), e.decided());
                move(e.version(), e.to(), e.archived());
            }
            case RegisteredModelEvent.StageChanged e -> move(e.version(), e.to(), e.archived());
            case RegisteredModelEvent.AliasSet e -> aliases.put(e.alias(), e.version());
            case RegisteredModelEvent.AliasDeleted e -> aliases.remove(e.alias());
        }
    }

    void on(GovernanceEvent event, Instant at) {
        switch (event) {
            case GovernanceEvent.ChangeRequested e ->
                ballots.open(e.change(), new Ballot.Request(e.request(), e.requester(), at, e.policies()));
            case GovernanceEvent.RequestReopened e -> {} // the request itself came before
            case GovernanceEvent.ChangeRequestCancelled e -> close(e.request());
            case GovernanceEvent.RequestSuperseded e -> close(e.request());
            case GovernanceEvent.ChangeRejected e -> close(e.requests());
            case GovernanceEvent.RequestsExpired e -> close(e.requests());
            case GovernanceEvent.ChangeApproved e -> make(e.change(), e.requests(), e.decided());
            case GovernanceEvent.ApprovalGiven e -> {
                ballots.change(ballot(e).with(new Ballot.Given(e.by(), at, e.meaning(), new TreeMap<>(e.subject()))));
                findings.raise(e);
            }
            case GovernanceEvent.ApprovalWithdrawn e -> endApproval(e, e.by());
            case GovernanceEvent.ApprovalWentStale e -> endApproval(e, e.by());
            case GovernanceEvent.Vetoed e -> ballots.change(ballot(e).with(new Veto(e.by(), at)));
            case GovernanceEvent.VetoLifted e ->
                ballots.change(
                        e.by().equals(e.author())
                                ? ballot(e).withoutVetoBy(e.author())
                                : ballot(e).withDismissed(e.author(), e.by(), at));
            case FindingEvent.FindingResolved e -> findings.close(e.finding());
            case FindingEvent.ApprovalRevoked e -> revoke(e);
            case EmergencyEvent.BreakGlassProposed e ->
                ballots.change(ballot(e).with(new Ballot.Breaking(e.by(), e.until())));
            case EmergencyEvent.BypassReviewed e ->
                reviews.removeIf(review -> review.request().equals(e.request()));
        }
    }

    private void close(RequestId request) {
        close(List.of(request));
    }

    private void close(List<RequestId> requests) {
        ballots.close(requests);
        findings.dropUnasked(ballots);
    }

    private void make(Change change, List<RequestId> requests, @Nullable Decided decided) {
        ballots.close(requests);
        findings.make(change);
        OpenReview.of(requests, decided).ifPresent(reviews::add);
    }

    private void endApproval(GovernanceEvent event, SubjectId by) {
        ballots.change(ballot(event).withoutApprovalBy(by));
        findings.endApproval(event.change(), by);
    }

    private void revoke(FindingEvent.ApprovalRevoked event) {
        findings.close(event.finding());
        if (!event.made()) {
            endApproval(event, event.approver());
        }
    }

    private void begin(ModelId id, String name, List<Tag> tags) {
        this.id = id;
        this.name = name;
        tags.forEach(this::set);
    }

    /** A tag that names a person is known to be there; what it says is no business of policies. */
    private void set(Tag tag) {
        tags.put(tag.key(), tag.value() == null ? "" : tag.value());
    }

    private Ballot ballot(GovernanceEvent event) {
        return ballots.require(event.change(), name);
    }

    private void move(int version, Stage to, List<Integer> archived) {
        versions.move(version, to);
        archived.forEach(other -> versions.move(other, Stage.ARCHIVED));
    }
}
