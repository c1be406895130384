package io.countersign.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.Command;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.governance.GovernanceCommand;
import io.countersign.loggedmodel.LoggedModelCommand;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.permission.ObjectFacts;
import io.countersign.permission.PermissionCommand;
import io.countersign.permission.SecuredObject;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Metric;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.webhook.WebhookCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** On which objects each command changes something. Runs and logged models belong to their experiments. */
final class CommandObjects {

    private static final int REMEMBERED = 10_000;

    private final ObjectFacts facts;
    private final Cache<RunId, SecuredObject> experiments =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    CommandObjects(ObjectFacts facts) {
        this.facts = facts;
    }

    /**
     * What a command changes, or shows something with.
     *
     * @param object empty when it does not exist, as far as whoever asks can see
     * @param notFound what they are told then
     */
    record Aim(Optional<SecuredObject> object, Supplier<Rejection> notFound) {

        private static Aim at(SecuredObject object) {
            return new Aim(Optional.of(object), object::notFound);
        }
    }

    /** Empty where a level on an object is of no help: what creates objects. */
    List<Aim> of(Command command) {
        return switch (command) {
            case GovernanceCommand governance -> List.of(Aim.at(SecuredObject.of(governance.model())));
            case PermissionCommand change -> List.of(Aim.at(change.object()));
            case WebhookCommand webhook ->
                webhook.managed().stream().map(SecuredObject::of).map(Aim::at).toList();
            case ExperimentCommand experiment -> List.of(Aim.at(SecuredObject.of(experiment.experiment())));
            case RunCommand run -> ofRun(run);
            case LoggedModelCommand.Create model -> ofNew(model);
            case LoggedModelCommand model -> List.of(loggedModel(model.model()));
            default -> List.of();
        };
    }

    /** A logged model is shown with the run that it says it comes from, whichever experiment that run is in. */
    private List<Aim> ofNew(LoggedModelCommand.Create model) {
        return Stream.concat(
                        Stream.of(Aim.at(SecuredObject.of(model.experiment()))),
                        Stream.ofNullable(model.sourceRun()).map(this::run))
                .toList();
    }

    private List<Aim> ofRun(RunCommand command) {
        return switch (command) {
            case RunCommand.Start start -> List.of(Aim.at(SecuredObject.of(start.experiment())));
            case RunCommand.LogBatch batch ->
                Stream.concat(Stream.of(run(batch.run())), measured(batch.metrics()))
                        .toList();
            default -> List.of(run(command.run()));
        };
    }

    /** What is measured of a logged model is shown with that model, whichever experiment the run is in. */
    private Stream<Aim> measured(List<Metric> metrics) {
        return metrics.stream()
                .map(Metric::origin)
                .filter(Objects::nonNull)
                .map(Metric.Origin::modelId)
                .filter(Objects::nonNull)
                .distinct()
                .map(model -> loggedModel(new LoggedModelId(model)));
    }

    /** A run stays in its experiment, so that it is asked once for all that is logged to it. */
    private Aim run(RunId run) {
        SecuredObject known = experiments.getIfPresent(run);
        Optional<SecuredObject> found =
                known == null ? facts.experimentOf(run).map(SecuredObject::of) : Optional.of(known);
        found.ifPresent(experiment -> experiments.put(run, experiment));
        return new Aim(found, () -> Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", run));
    }

    private Aim loggedModel(LoggedModelId model) {
        return new Aim(
                facts.experimentOf(model).map(SecuredObject::of), new LoggedModelCommand.Delete(model)::notFound);
    }
}
