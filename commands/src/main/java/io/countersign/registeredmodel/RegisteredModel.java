package io.countersign.registeredmodel;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import io.countersign.governance.Decision;
import io.countersign.governance.PolicyRevision;
import io.countersign.governance.TransitionPolicy;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.imported.ImportedFrom;
import io.countersign.privacy.SealedText;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.tag.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Decides on a registered model: its name, its versions, who stands in which stage, aliases and requests. */
@SuppressWarnings("NullAway.Init") // filled by the first event
@Revision("2")
public class RegisteredModel {

    @AggregateIdentifier
    private String stream;

    private ModelId id;
    private String name;
    private Set<String> tagKeys;
    private Versions versions;
    private SortedMap<String, Integer> aliases;
    private OpenRequests requests;
    private @Nullable ImportedFrom origin;

    RegisteredModel() {}

    @CommandHandler
    RegisteredModel(RegisteredModelCommand.Create command, ModelNames names) {
        reserve(command.name(), command.model(), names);
        apply(new RegisteredModelEvent.Created(command.model(), command.name(), command.description(), command.tags()));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.Rename command, ModelNames names) {
        if (command.name().equals(name)) {
            return;
        }
        reserve(command.name(), id, names);
        names.release(name, id);
        apply(new RegisteredModelEvent.Renamed(id, name, command.name()));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.ChangeDescription command) {
        apply(new RegisteredModelEvent.DescriptionChanged(id, command.description()));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.SetTag command) {
        apply(new RegisteredModelEvent.TagSet(id, command.tag()));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.DeleteTag command) {
        if (tagKeys.contains(command.key())) {
            apply(new RegisteredModelEvent.TagDeleted(id, command.key()));
        }
    }

    @CommandHandler
    void handle(RegisteredModelCommand.Delete command, ModelNames names) {
        requireNotServing(command.actor(), versions.stages());
        names.release(name, id);
        apply(new RegisteredModelEvent.Deleted(id, name));
    }

    @CommandHandler
    int handle(RegisteredModelCommand.CreateVersion command) {
        int version = versions.next();
        apply(new RegisteredModelEvent.VersionCreated(
                id,
                version,
                command.source(),
                command.location(),
                command.run(),
                command.runLink(),
                command.loggedModelId(),
                command.description(),
                command.tags()));
        return version;
    }

    @CommandHandler
    void handle(RegisteredModelCommand.DeleteVersion command) {
        Stage stage = stageOf(command.version());
        requireNotServing(command.actor(), Map.of(command.version(), stage));
        apply(new RegisteredModelEvent.VersionDeleted(id, command.version(), stage, aliasesOf(command.version())));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.RequestTransition command) {
        Stage from = stageOf(command.version());
        requireChange(command.version(), from, command.to());
        requireNoRequestBy(command.actor(), command.version(), command.to());
        apply(new RegisteredModelEvent.TransitionRequested(
                id,
                command.request(),
                command.version(),
                from,
                command.to(),
                command.actor().subject(),
                command.comment(),
                TransitionPolicy.inForceFor(command.actor()).revision()));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.CancelRequest command) {
        OpenRequest request = requests.require(command.request());
        if (!command.actor().is(request.requester()) && !command.actor().has(Role.ADMIN)) {
            throw Rejection.of(
                    Reason.NOT_THE_REQUESTER, "A transition request is cancelled by who opened it, or by an admin.");
        }
        apply(new RegisteredModelEvent.TransitionRequestCancelled(
                id,
                request.id(),
                request.version(),
                request.to(),
                command.actor().subject(),
                command.comment()));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.RejectTransition command) {
        Stage from = stageOf(command.version());
        List<RequestId> asked = requireRequests(command.version(), command.to());
        PolicyRevision policy = allow(command.actor(), command.version(), from, command.to());
        apply(new RegisteredModelEvent.TransitionRejected(
                id, asked, command.version(), command.to(), command.actor().subject(), command.comment(), policy));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.ApproveTransition command) {
        requireRequests(command.version(), command.to());
        move(command.version(), command.to(), command.archiveExisting(), command.actor(), command.comment());
    }

    @CommandHandler
    void handle(RegisteredModelCommand.TransitionStage command) {
        move(command.version(), command.to(), command.archiveExisting(), command.actor(), command.comment());
    }

    /** One event for the change and all that follows from it: requests that it answers, versions that make way. */
    private void move(int version, Stage to, boolean archiveExisting, Actor actor, @Nullable SealedText comment) {
        Stage from = stageOf(version);
        List<RequestId> asked = requests.askingFor(version, to);
        List<Integer> archived = archiveExisting ? makingWay(version, to) : List.of();
        if (from == to && asked.isEmpty() && archived.isEmpty()) {
            return;
        }
        PolicyRevision policy = allow(actor, version, from, to);
        SubjectId by = actor.subject();
        apply(
                asked.isEmpty()
                        ? new RegisteredModelEvent.StageChanged(id, version, from, to, by, comment, archived, policy)
                        : new RegisteredModelEvent.TransitionApproved(
                                id, asked, version, from, to, by, comment, archived, policy));
    }

    @CommandHandler
    void handle(RegisteredModelCommand.SetAlias command) {
        stageOf(command.version());
        Integer previous = aliases.get(command.alias());
        if (!Objects.equals(previous, command.version())) {
            apply(new RegisteredModelEvent.AliasSet(id, command.alias(), command.version(), previous));
        }
    }

    @CommandHandler
    void handle(RegisteredModelCommand.DeleteAlias command) {
        Integer version = aliases.get(command.alias());
        if (version != null) {
            apply(new RegisteredModelEvent.AliasDeleted(id, command.alias(), version));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(RegisteredModelCommand.Import command, ModelNames names) {
        if (id != null) {
            requireImported(command.from());
            return false;
        }
        if (!names.reserve(command.name(), command.model())) {
            throw Rejection.of(
                    Reason.MODEL_EXISTS,
                    "Registered Model (name=%s) already exists here and did not come from %s.",
                    command.name(),
                    command.from().server());
        }
        apply(new RegisteredModelEvent.Imported(
                command.model(),
                command.name(),
                command.description(),
                command.tags(),
                command.createdAt(),
                command.updatedAt(),
                command.from()));
        return true;
    }

    @CommandHandler
    boolean handle(RegisteredModelCommand.ImportVersion command) {
        requireImported(command.from());
        if (versions.isImported(command.version())) {
            return false;
        }
        versions.requireUnused(command.version(), name);
        apply(new RegisteredModelEvent.VersionImported(
                id,
                command.version(),
                command.stage(),
                command.aliases().stream()
                        .filter(alias -> !aliases.containsKey(alias))
                        .toList(),
                command.source(),
                command.location(),
                command.run(),
                command.runLink(),
                command.loggedModelId(),
                command.description(),
                command.tags(),
                command.user(),
                command.actor().subject(),
                command.createdAt(),
                command.updatedAt(),
                command.from()));
        return true;
    }

    private void requireImported(ImportedFrom from) {
        if (!from.equals(origin)) {
            throw Rejection.of(Reason.MODEL_EXISTS, "Registered Model (name=%s) is not %s.", name, from);
        }
    }

    /** @throws Rejection when the version does not exist, or was deleted */
    void requireVersion(int version) {
        stageOf(version);
    }

    private static void reserve(String name, ModelId model, ModelNames names) {
        if (!names.reserve(name, model)) {
            throw Rejection.of(Reason.MODEL_EXISTS, "Registered Model (name=%s) already exists.", name);
        }
    }

    private Stage stageOf(int version) {
        return versions.stageOf(version, name);
    }

    private void requireChange(int version, Stage from, Stage to) {
        if (from == to) {
            throw Rejection.of(
                    Reason.STAGE_UNCHANGED,
                    "Model Version (name=%s, version=%d) is already in stage %s.",
                    name,
                    version,
                    to.label());
        }
    }

    private void requireNoRequestBy(Actor actor, int version, Stage to) {
        if (requests.hasOneBy(actor, version, to)) {
            throw Rejection.of(
                    Reason.REQUEST_EXISTS,
                    "You already have an open request to move version %d of %s to %s.",
                    version,
                    name,
                    to.label());
        }
    }

    private List<RequestId> requireRequests(int version, Stage to) {
        stageOf(version);
        List<RequestId> asked = requests.askingFor(version, to);
        if (asked.isEmpty()) {
            throw Rejection.of(
                    Reason.REQUEST_NOT_FOUND,
                    "No open transition request to %s for Model Version (name=%s, version=%d).",
                    to.label(),
                    name,
                    version);
        }
        return asked;
    }

    private PolicyRevision allow(Actor actor, int version, Stage from, Stage to) {
        return TransitionPolicy.inForceFor(actor)
                .allow(new Decision(actor, from, to, requests.requesters(version, to)));
    }

    private List<Integer> makingWay(int version, Stage to) {
        if (!to.isActive()) {
            throw Rejection.of(
                    Reason.STAGE_NOT_ACTIVE,
                    "Model version transition cannot archive existing model versions because '%s' is not an Active "
                            + "stage. Valid stages are ['Staging', 'Production']",
                    to.label());
        }
        return versions.othersIn(to, version);
    }

    /** Deleting what serves users would take it out of service without the second person that the policy asks for. */
    private void requireNotServing(Actor actor, Map<Integer, Stage> doomed) {
        if (actor.alone()) {
            return;
        }
        doomed.forEach((version, stage) -> {
            if (stage.isActive()) {
                throw Rejection.of(
                        Reason.VERSION_IN_SERVICE,
                        "Version %d of %s is in %s and cannot be deleted; move it to Archived first.",
                        version,
                        name,
                        stage.label());
            }
        });
    }

    private List<String> aliasesOf(int version) {
        return aliases.entrySet().stream()
                .filter(entry -> entry.getValue() == version)
                .map(Map.Entry::getKey)
                .toList();
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.Created event) {
        stream = event.model().stream();
        id = event.model();
        name = event.name();
        tagKeys = event.tags().stream().map(Tag::key).collect(Collectors.toCollection(HashSet::new));
        versions = new Versions();
        aliases = new TreeMap<>();
        requests = new OpenRequests();
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.Imported event) {
        stream = event.model().stream();
        id = event.model();
        name = event.name();
        origin = event.from();
        tagKeys = event.tags().stream().map(Tag::key).collect(Collectors.toCollection(HashSet::new));
        versions = new Versions();
        aliases = new TreeMap<>();
        requests = new OpenRequests();
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.VersionImported event) {
        versions.addImported(event.version(), event.stage());
        event.aliases().forEach(alias -> aliases.put(alias, event.version()));
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.Renamed event) {
        name = event.to();
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.TagSet event) {
        tagKeys.add(event.tag().key());
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.TagDeleted event) {
        tagKeys.remove(event.key());
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.Deleted event) {
        markDeleted();
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.VersionCreated event) {
        versions.add(event.version());
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.VersionDeleted event) {
        versions.remove(event.version());
        aliases.keySet().removeAll(event.aliases());
        requests.closeAllOf(event.version());
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.TransitionRequested event) {
        requests.add(new OpenRequest(event.request(), event.version(), event.to(), event.requester()));
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.TransitionRequestCancelled event) {
        requests.close(List.of(event.request()));
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.TransitionRejected event) {
        requests.close(event.requests());
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.TransitionApproved event) {
        requests.close(event.requests());
        move(event.version(), event.to(), event.archived());
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.StageChanged event) {
        move(event.version(), event.to(), event.archived());
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.AliasSet event) {
        aliases.put(event.alias(), event.version());
    }

    @EventSourcingHandler
    void on(RegisteredModelEvent.AliasDeleted event) {
        aliases.remove(event.alias());
    }

    private void move(int version, Stage to, List<Integer> archived) {
        versions.move(version, to);
        archived.forEach(other -> versions.move(other, Stage.ARCHIVED));
    }
}
