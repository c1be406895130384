package io.countersign.trail;

import io.countersign.gate.GateEvent;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.tag.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What changes of registered models and their versions. */
final class RegistrySettings {

    private static final String STATE = "state";
    private static final String ACTIVE = "active";
    private static final String DELETED = "deleted";
    private static final String DESCRIPTION = "description";
    private static final String STAGE = "stage";

    private RegistrySettings() {}

    static Stream<Setting> of(RegisteredModelEvent event) {
        String model = event.model().stream();
        return switch (event) {
            case RegisteredModelEvent.Created e -> created(model, e.name(), e.description(), e.tags());
            case RegisteredModelEvent.Imported e -> created(model, e.name(), e.description(), e.tags());
            case RegisteredModelEvent.Renamed e -> Stream.of(Setting.from(model, "name", e.from(), e.to()));
            case RegisteredModelEvent.DescriptionChanged e ->
                Stream.of(Setting.to(model, DESCRIPTION, e.description()));
            case RegisteredModelEvent.TagSet e -> Stream.of(Setting.of(model, e.tag()));
            case RegisteredModelEvent.TagDeleted e -> Stream.of(Setting.without(model, "tag." + e.key()));
            case RegisteredModelEvent.Deleted e ->
                Stream.of(Setting.from(model, STATE, ACTIVE, DELETED), Setting.from(model, "name", e.name(), null));
            case RegisteredModelEvent.VersionCreated e -> created(e);
            case RegisteredModelEvent.VersionImported e -> imported(e);
            case RegisteredModelEvent.VersionDeleted e ->
                and(
                        e.aliases().stream()
                                .map(alias -> Setting.from(model, "alias." + alias, "version " + e.version(), null)),
                        Setting.from(version(e.model(), e.version()), STATE, ACTIVE, DELETED),
                        Setting.from(
                                version(e.model(), e.version()),
                                STAGE,
                                e.stage().label(),
                                null));
            case RegisteredModelEvent.TransitionRequested e -> Stream.of(request(e.request(), null, "open"));
            case RegisteredModelEvent.TransitionRequestCancelled e ->
                Stream.of(request(e.request(), "open", "cancelled"));
            case RegisteredModelEvent.TransitionRejected e -> requests(e.requests(), "rejected");
            case RegisteredModelEvent.TransitionApproved e ->
                Stream.concat(
                        stage(e.model(), e.version(), e.from(), e.to(), e.archived()),
                        requests(e.requests(), "approved"));
            case RegisteredModelEvent.StageChanged e -> stage(e.model(), e.version(), e.from(), e.to(), e.archived());
            case RegisteredModelEvent.AliasSet e ->
                Stream.of(Setting.from(
                        model,
                        "alias." + e.alias(),
                        e.previous() == null ? null : "version " + e.previous(),
                        "version " + e.version()));
            case RegisteredModelEvent.AliasDeleted e ->
                Stream.of(Setting.from(model, "alias." + e.alias(), "version " + e.version(), null));
        };
    }

    static Stream<Setting> of(ModelVersionEvent event) {
        String version = event.version().stream();
        return switch (event) {
            case ModelVersionEvent.DescriptionChanged e -> Stream.of(Setting.to(version, DESCRIPTION, e.description()));
            case ModelVersionEvent.TagSet e -> Stream.of(Setting.of(version, e.tag()));
            case ModelVersionEvent.TagDeleted e -> Stream.of(Setting.without(version, "tag." + e.key()));
            case ModelVersionEvent.CommentAdded e -> Stream.of(Setting.to(version, "comment." + e.comment(), e.text()));
            case ModelVersionEvent.CommentEdited e ->
                Stream.of(Setting.to(version, "comment." + e.comment(), e.text()));
            case ModelVersionEvent.CommentDeleted e -> Stream.of(Setting.without(version, "comment." + e.comment()));
            case ModelVersionEvent.ArtifactsVerified e ->
                Stream.of(Setting.to(version, "artifacts", "sha256:" + e.digest()));
            case ModelVersionEvent.ArtifactsUnverified e ->
                Stream.of(Setting.to(version, "artifacts", "unverified: " + e.reason()));
            case ModelVersionEvent.CheckReported e ->
                Stream.of(Setting.to(version, "check." + e.check() + "." + e.externalId(), e.state()));
            case ModelVersionEvent.EvidenceGiven e ->
                Stream.of(Setting.once(version, "evidence." + e.slot(), "sha256:" + e.sha256()));
            case ModelVersionEvent.EvidenceWithdrawn e ->
                Stream.of(Setting.from(version, "evidence." + e.slot(), "sha256:" + e.sha256(), null));
            case ModelVersionEvent.ChecklistAnswered e ->
                e.answers().stream()
                        .map(answer -> Setting.to(
                                version,
                                "checklist." + e.checklist() + "." + answer.item(),
                                answer.answer().label()));
        };
    }

    static Stream<Setting> of(GateEvent event) {
        return switch (event) {
            case GateEvent.AnswerChanged e ->
                Stream.of(Setting.from(
                        version(e.model(), e.version()),
                        "gate." + e.place(),
                        e.before() == null ? null : e.before().label(),
                        e.now().label()));
            case GateEvent.DeploymentAnswered e ->
                Stream.of(Setting.to(
                        version(e.model(), e.version()),
                        "deployment." + e.deployment() + "." + e.place(),
                        e.answer().label()));
        };
    }

    private static Stream<Setting> created(String model, String name, @Nullable String description, List<Tag> tags) {
        return and(
                tags.stream().map(tag -> Setting.of(model, tag)),
                Setting.once(model, STATE, ACTIVE),
                Setting.once(model, "name", name),
                Setting.to(model, DESCRIPTION, description));
    }

    private static Stream<Setting> created(RegisteredModelEvent.VersionCreated event) {
        String version = version(event.model(), event.version());
        return and(
                event.tags().stream().map(tag -> Setting.of(version, tag)),
                Setting.once(version, STATE, ACTIVE),
                Setting.once(version, STAGE, Stage.NONE.label()),
                Setting.once(version, "source", event.source()),
                Setting.once(version, "run", event.run()),
                Setting.to(version, DESCRIPTION, event.description()));
    }

    private static Stream<Setting> imported(RegisteredModelEvent.VersionImported event) {
        String version = version(event.model(), event.version());
        Stream<Setting> aliases = event.aliases().stream()
                .map(alias -> Setting.once(event.model().stream(), "alias." + alias, "version " + event.version()));
        return and(
                Stream.concat(aliases, event.tags().stream().map(tag -> Setting.of(version, tag))),
                Setting.once(version, STATE, ACTIVE),
                Setting.once(version, STAGE, event.stage().label()),
                Setting.once(version, "source", event.source()),
                Setting.once(version, "run", event.run()),
                Setting.to(version, DESCRIPTION, event.description()));
    }

    private static Stream<Setting> stage(ModelId model, int version, Stage from, Stage to, List<Integer> archived) {
        return and(
                archived.stream()
                        .map(other -> Setting.from(version(model, other), STAGE, to.label(), Stage.ARCHIVED.label())),
                Setting.from(version(model, version), STAGE, from.label(), to.label()));
    }

    private static Stream<Setting> requests(List<RequestId> requests, String after) {
        return requests.stream().map(request -> request(request, "open", after));
    }

    static Setting request(RequestId request, @Nullable String before, String after) {
        return Setting.from("request/" + request, STATE, before, after);
    }

    private static String version(ModelId model, int version) {
        return new VersionId(model, version).stream();
    }

    private static Stream<Setting> and(Stream<Setting> some, Setting... first) {
        return Stream.concat(
                Stream.of(first).filter(setting -> setting.after() != null || setting.before() != null), some);
    }
}
