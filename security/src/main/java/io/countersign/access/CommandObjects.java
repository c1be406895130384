package io.countersign.access;

import io.countersign.Command;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.experiment.ExperimentId;
import io.countersign.governance.GovernanceCommand;
import io.countersign.loggedmodel.LoggedModelCommand;
import io.countersign.loggedmodel.LoggedModelId;
import io.countersign.permission.ObjectFacts;
import io.countersign.permission.PermissionCommand;
import io.countersign.permission.SecuredObject;
import io.countersign.run.Metric;
import io.countersign.run.RunCommand;
import io.countersign.webhook.WebhookCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** On which objects each command changes something. Runs and logged models belong to their experiments. */
final class CommandObjects {

    private final ObjectFacts facts;

    CommandObjects(ObjectFacts facts) {
        this.facts = facts;
    }

    /** Empty where a level on an object is of no help: what creates objects, and what does not exist. */
    Set<SecuredObject> of(Command command) {
        return switch (command) {
            case GovernanceCommand governance -> Set.of(SecuredObject.of(governance.model()));
            case PermissionCommand change -> Set.of(change.object());
            case WebhookCommand webhook ->
                webhook.managed().stream().map(SecuredObject::of).collect(Collectors.toSet());
            case ExperimentCommand experiment -> Set.of(SecuredObject.of(experiment.experiment()));
            case RunCommand run -> ofRun(run);
            case LoggedModelCommand.Create model -> ofNew(model);
            case LoggedModelCommand model -> objects(Stream.of(facts.experimentOf(model.model())));
            default -> Set.of();
        };
    }

    /** A logged model is shown with the run that it says it comes from, whichever experiment that run is in. */
    private Set<SecuredObject> ofNew(LoggedModelCommand.Create model) {
        return objects(Stream.concat(
                Stream.of(Optional.of(model.experiment())),
                Stream.ofNullable(model.sourceRun()).map(facts::experimentOf)));
    }

    private Set<SecuredObject> ofRun(RunCommand command) {
        return switch (command) {
            case RunCommand.Start start -> Set.of(SecuredObject.of(start.experiment()));
            case RunCommand.LogBatch batch ->
                objects(Stream.concat(Stream.of(facts.experimentOf(batch.run())), measured(batch.metrics())));
            default -> objects(Stream.of(facts.experimentOf(command.run())));
        };
    }

    /** What is measured of a logged model is shown with that model, whichever experiment the run is in. */
    private Stream<Optional<ExperimentId>> measured(List<Metric> metrics) {
        return metrics.stream()
                .map(Metric::origin)
                .filter(Objects::nonNull)
                .map(Metric.Origin::modelId)
                .filter(Objects::nonNull)
                .distinct()
                .map(model -> facts.experimentOf(new LoggedModelId(model)));
    }

    private static Set<SecuredObject> objects(Stream<Optional<ExperimentId>> experiments) {
        List<Optional<ExperimentId>> all = experiments.toList();
        return all.stream().allMatch(Optional::isPresent)
                ? all.stream().flatMap(Optional::stream).map(SecuredObject::of).collect(Collectors.toSet())
                : Set.of();
    }
}
