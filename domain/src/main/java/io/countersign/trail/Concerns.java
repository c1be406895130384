package io.countersign.trail;

import io.countersign.accesslog.AccessEvent;
import io.countersign.attempt.AttemptEvent;
import io.countersign.delegation.DelegationEvent;
import io.countersign.event.DomainEvent;
import io.countersign.experiment.ExperimentEvent;
import io.countersign.experiment.ExperimentId;
import io.countersign.freeze.FreezeEvent;
import io.countersign.freeze.WithdrawalEvent;
import io.countersign.gate.GateEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.identity.UserEvent;
import io.countersign.loggedmodel.LoggedModelEvent;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.permission.ObjectType;
import io.countersign.permission.PermissionEvent;
import io.countersign.permission.SecuredObject;
import io.countersign.policy.PolicyEvent;
import io.countersign.privacy.ErasureEvent;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import io.countersign.thread.ThreadEvent;
import io.countersign.webhook.WebhookEvent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Of what an event is, for whoever looks for what happened to it.
 *
 * @param versions of the one model, if it is of one: also those that make room for another
 * @param experiment null also for what happens to a run, which says that itself only when it begins
 * @param by who did it, where it was put on record by the server; else null, and it was whoever the metadata names
 */
public record Concerns(
        List<ModelId> models,
        List<Integer> versions,
        @Nullable RunId run,
        @Nullable ExperimentId experiment,
        @Nullable SubjectId by) {

    private static final Concerns NOTHING = new Concerns(List.of(), List.of(), null, null, null);

    public Concerns {
        models = List.copyOf(models);
        versions = List.copyOf(versions);
    }

    /** What an event says by itself. */
    public static Concerns of(DomainEvent event) {
        return switch (event) {
            case ExperimentEvent e -> of(e.experiment());
            case RunEvent e -> new Concerns(List.of(), List.of(), e.run(), experiment(e), null);
            case LoggedModelEvent.Created e -> new Concerns(List.of(), List.of(), e.sourceRun(), e.experiment(), null);
            case LoggedModelEvent e -> NOTHING;
            case RegisteredModelEvent e -> new Concerns(List.of(e.model()), versions(e), run(e), null, null);
            case ModelVersionEvent e -> of(e.version().model(), e.version().number());
            case GovernanceEvent e -> of(e.model(), e.change().candidate());
            case GateEvent.AnswerChanged e -> of(e.model(), e.version());
            case GateEvent.DeploymentAnswered e -> of(e.model(), e.version());
            case FreezeEvent e -> new Concerns(List.of(e.model()), e.versions(), null, null, null);
            case ThreadEvent e -> of(e.discussion().model(), e.discussion().version());
            case AttemptEvent.Refused e ->
                of(e.target().model(), e.target().version()).by(e.by());
            case PermissionEvent e -> of(e.object());
            case WebhookEvent.Created e -> new Concerns(e.subscription().models(), List.of(), null, null, null);
            case WebhookEvent.Changed e -> new Concerns(e.subscription().models(), List.of(), null, null, null);
            case WebhookEvent e -> NOTHING;
            case AccessEvent e -> NOTHING.by(e.by());
            case UserEvent e -> NOTHING;
            case DelegationEvent e -> NOTHING;
            case ErasureEvent e -> NOTHING;
            case WithdrawalEvent e -> NOTHING;
            case PolicyEvent e -> NOTHING;
            default -> throw new IllegalArgumentException("Nobody says what " + event.getClass() + " is about.");
        };
    }

    private static @Nullable ExperimentId experiment(RunEvent event) {
        return switch (event) {
            case RunEvent.Started e -> e.experiment();
            case RunEvent.Imported e -> e.experiment();
            default -> null;
        };
    }

    private static List<Integer> versions(RegisteredModelEvent event) {
        return switch (event) {
            case RegisteredModelEvent.VersionCreated e -> List.of(e.version());
            case RegisteredModelEvent.VersionImported e -> List.of(e.version());
            case RegisteredModelEvent.VersionDeleted e -> List.of(e.version());
            case RegisteredModelEvent.TransitionRequested e -> List.of(e.version());
            case RegisteredModelEvent.TransitionRequestCancelled e -> List.of(e.version());
            case RegisteredModelEvent.TransitionRejected e -> List.of(e.version());
            case RegisteredModelEvent.TransitionApproved e -> with(e.version(), e.archived());
            case RegisteredModelEvent.StageChanged e -> with(e.version(), e.archived());
            case RegisteredModelEvent.AliasSet e ->
                with(e.version(), e.previous() == null ? List.of() : List.of(e.previous()));
            case RegisteredModelEvent.AliasDeleted e -> List.of(e.version());
            case RegisteredModelEvent.Created e -> List.of();
            case RegisteredModelEvent.Imported e -> List.of();
            case RegisteredModelEvent.Renamed e -> List.of();
            case RegisteredModelEvent.DescriptionChanged e -> List.of();
            case RegisteredModelEvent.TagSet e -> List.of();
            case RegisteredModelEvent.TagDeleted e -> List.of();
            case RegisteredModelEvent.Deleted e -> List.of();
        };
    }

    private static List<Integer> with(int version, List<Integer> others) {
        return Stream.concat(Stream.of(version), others.stream()).distinct().toList();
    }

    private static @Nullable RunId run(RegisteredModelEvent event) {
        return switch (event) {
            case RegisteredModelEvent.VersionCreated e -> e.run();
            case RegisteredModelEvent.VersionImported e -> e.run();
            default -> null;
        };
    }

    private static Concerns of(SecuredObject object) {
        if (!object.inherits()) {
            return NOTHING;
        }
        return object.type() == ObjectType.REGISTERED_MODEL
                ? of(new ModelId(object.id()), null)
                : of(new ExperimentId(object.id()));
    }

    private static Concerns of(ExperimentId experiment) {
        return new Concerns(List.of(), List.of(), null, experiment, null);
    }

    private static Concerns of(@Nullable ModelId model, @Nullable Integer version) {
        return new Concerns(
                model == null ? List.of() : List.of(model),
                version == null ? List.of() : List.of(version),
                null,
                null,
                null);
    }

    private Concerns by(SubjectId person) {
        return new Concerns(models, versions, run, experiment, person);
    }
}
