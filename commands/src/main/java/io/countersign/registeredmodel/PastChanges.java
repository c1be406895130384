package io.countersign.registeredmodel;

import io.countersign.governance.GovernanceEvent;
import io.countersign.policy.Change;
import io.countersign.policy.PolicyRevision;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which changes an event made that policies may have a say in. */
final class PastChanges {

    private PastChanges() {}

    /** @param before what the model was like */
    static List<Made> of(RegisteredModelEvent event, ModelState before) {
        return switch (event) {
            case RegisteredModelEvent.Created e -> tags(null, e.tags()).toList();
            case RegisteredModelEvent.VersionCreated e ->
                tags(e.version(), e.tags()).toList();
            case RegisteredModelEvent.VersionImported e -> imported(e);
            case RegisteredModelEvent.TransitionApproved e ->
                List.of(new Made(
                        new Change.ToStage(e.version(), e.from(), e.to()),
                        Consequences.archiving(e.archived(), e.to()),
                        isAlone(e.policies()),
                        e.decided()));
            case RegisteredModelEvent.StageChanged e ->
                List.of(new Made(
                        new Change.ToStage(e.version(), e.from(), e.to()),
                        Consequences.archiving(e.archived(), e.to()),
                        isAlone(e.policies()),
                        e.decided()));
            case RegisteredModelEvent.AliasSet e ->
                List.of(new Made(new Change.OfAlias(e.alias(), e.version(), e.previous())));
            case RegisteredModelEvent.AliasDeleted e ->
                List.of(new Made(new Change.OfAlias(e.alias(), null, e.version())));
            case RegisteredModelEvent.VersionDeleted e ->
                List.of(made(new Change.DeletionOfVersion(e.version(), e.stage()), before));
            case RegisteredModelEvent.Deleted e -> List.of(made(new Change.DeletionOfModel(), before));
            case RegisteredModelEvent.Renamed e -> List.of(new Made(new Change.Renaming(e.to())));
            case RegisteredModelEvent.TagSet e -> tags(null, List.of(e.tag())).toList();
            case RegisteredModelEvent.TagDeleted e -> List.of(new Made(new Change.OfTag(null, e.key(), null)));
            case RegisteredModelEvent.Imported e -> List.of();
            case RegisteredModelEvent.DescriptionChanged e -> List.of();
            case RegisteredModelEvent.TransitionRequested e -> List.of();
            case RegisteredModelEvent.TransitionRequestCancelled e -> List.of();
            case RegisteredModelEvent.TransitionRejected e -> List.of();
        };
    }

    /** One that was decided on before it is made. */
    static Made of(GovernanceEvent.ChangeApproved approved, ModelState before) {
        return new Made(
                approved.change(),
                Consequences.of(approved.change(), before),
                isAlone(approved.policies()),
                approved.decided());
    }

    static Made of(int version, Tag tag) {
        return new Made(new Change.OfTag(version, tag.key(), tag.value()));
    }

    private static Made made(Change change, ModelState before) {
        return new Made(change, Consequences.of(change, before), false, null);
    }

    private static Stream<Made> tags(@Nullable Integer version, List<Tag> tags) {
        return tags.stream().map(tag -> new Made(new Change.OfTag(version, tag.key(), tag.value())));
    }

    private static List<Made> imported(RegisteredModelEvent.VersionImported e) {
        Stream<Made> stage = e.stage() == Stage.NONE
                ? Stream.of()
                : Stream.of(new Made(new Change.ToStage(e.version(), Stage.NONE, e.stage())));
        Stream<Made> aliases =
                e.aliases().stream().map(alias -> new Made(new Change.OfAlias(alias, e.version(), null)));
        return Stream.of(stage, aliases, tags(e.version(), e.tags()))
                .flatMap(made -> made)
                .toList();
    }

    private static boolean isAlone(List<PolicyRevision> policies) {
        return policies.equals(Verdict.ALONE.policies());
    }
}
