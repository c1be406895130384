package io.countersign.payload;

import io.countersign.attempt.AttemptEvent;
import io.countersign.event.DomainEvent;
import io.countersign.event.EventType;
import io.countersign.freeze.FreezeEvent;
import io.countersign.gate.GateEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionEvent;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.Stage;
import io.countersign.thread.ThreadEvent;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;

/** One event of the log, as far as it matters for who is told of it. */
public record Occurrence(DomainEventMessage<?> message, ModelNames names) {

    public DomainEvent event() {
        return (DomainEvent) message.getPayload();
    }

    /** The event's name in the log. */
    public String type() {
        return EventType.of(event().getClass()).name();
    }

    public String id() {
        return message.getIdentifier();
    }

    public Instant at() {
        return message.getTimestamp();
    }

    /** Empty where no registered model is concerned. */
    public Optional<ModelId> model() {
        return switch (event()) {
            case RegisteredModelEvent e -> Optional.of(e.model());
            case GovernanceEvent e -> Optional.of(e.model());
            case GateEvent e -> Optional.of(e.model());
            case FreezeEvent e -> Optional.of(e.model());
            case ModelVersionEvent e -> Optional.of(e.version().model());
            case ThreadEvent e -> Optional.of(e.discussion().model());
            case AttemptEvent.Refused e -> Optional.ofNullable(e.target().model());
            case PermissionEvent e -> secured(e);
            default -> Optional.empty();
        };
    }

    private static Optional<ModelId> secured(PermissionEvent event) {
        return event.object().type() == ObjectType.REGISTERED_MODEL
                ? Optional.of(new ModelId(event.object().id()))
                : Optional.empty();
    }

    /** The model, by the name that it has. */
    public Optional<NamedModel> named() {
        return model().flatMap(names::named);
    }

    /** The stages between which something is moved or to be moved, or of which something is said. */
    public Set<Stage> stages() {
        return switch (event()) {
            case RegisteredModelEvent.TransitionRequested e -> EnumSet.of(e.from(), e.to());
            case RegisteredModelEvent.TransitionRequestCancelled e -> EnumSet.of(e.to());
            case RegisteredModelEvent.TransitionRejected e -> EnumSet.of(e.to());
            case RegisteredModelEvent.TransitionApproved e -> EnumSet.of(e.from(), e.to());
            case RegisteredModelEvent.StageChanged e -> EnumSet.of(e.from(), e.to());
            case RegisteredModelEvent.VersionImported e -> EnumSet.of(e.stage());
            case RegisteredModelEvent.VersionDeleted e -> EnumSet.of(e.stage());
            case GovernanceEvent e -> stages(e.change());
            case GateEvent.AnswerChanged e -> place(e.place());
            case GateEvent.DeploymentAnswered e -> place(e.place());
            default -> EnumSet.noneOf(Stage.class);
        };
    }

    private static Set<Stage> stages(Change change) {
        return switch (change) {
            case Change.ToStage to -> EnumSet.of(to.from(), to.to());
            case Change.Revalidation of -> EnumSet.of(of.stage());
            case Change.DeletionOfVersion of -> EnumSet.of(of.stage());
            default -> EnumSet.noneOf(Stage.class);
        };
    }

    private static Set<Stage> place(String place) {
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        for (Stage stage : Stage.values()) {
            if (place.equals("stage/" + stage.label())) {
                stages.add(stage);
            }
        }
        return stages;
    }
}
