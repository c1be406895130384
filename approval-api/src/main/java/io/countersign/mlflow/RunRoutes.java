package io.countersign.mlflow;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.experiment.ExperimentId;
import io.countersign.experiment.ExperimentLimits;
import io.countersign.mlflow.RunMessages.Run;
import io.countersign.mlflow.RunMessages.RunInfo;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.run.RunLimits;
import io.countersign.run.RunStatus;
import io.countersign.tag.Tag;
import io.countersign.tracking.ExperimentQueries;
import io.countersign.tracking.RunQueries;
import io.countersign.tracking.RunView;
import io.countersign.wire.EnumText;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/runs}: the life of a run. */
@MlflowRoutes
@Requires(Operation.READ_TRACKING)
final class RunRoutes {

    private static final String NAME_TAG = "mlflow.runName";

    private final Sender sender;
    private final RunQueries runs;
    private final ExperimentQueries experiments;
    private final Batches batches;
    private final Vault vault;

    RunRoutes(Sender sender, RunQueries runs, ExperimentQueries experiments, Batches batches, Vault vault) {
        this.sender = sender;
        this.runs = runs;
        this.experiments = experiments;
        this.batches = batches;
        this.vault = vault;
    }

    @PostMapping("/runs/create")
    @Requires(Operation.LOG_RUN)
    RunMessages.Single create(@Wire RunMessages.Create request) {
        RunId run = new RunId(Uuid7.hex());
        ExperimentId experiment =
                request.experimentId() == null ? ExperimentId.DEFAULT : new ExperimentId(request.experimentId());
        List<Tag> tags = new ArrayList<>(batches.tags(Batches.orEmpty(request.tags()), sender.subject()));
        String name = name(request.runName(), tags);
        sender.send(new RunCommand.Start(
                run,
                experiment,
                name,
                sealed(request.userId()),
                request.startTime(),
                artifactUri(experiment, run),
                tags));
        return new RunMessages.Single(Run.of(require(run)));
    }

    /** The name is kept twice, as clients read it from either place; given twice, it must be the same. */
    private static String name(@Nullable String given, List<Tag> tags) {
        String tagged = tags.stream()
                .filter(tag -> tag.key().equals(NAME_TAG))
                .map(Tag::value)
                .findFirst()
                .orElse(null);
        if (given != null && !given.isEmpty() && tagged != null && !given.equals(tagged)) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
                            + "(run_name='%s', mlflow.runName='%s').",
                    given,
                    tagged);
        }
        if (tagged != null) {
            return tagged;
        }
        String name = given == null || given.isEmpty() ? RunNames.next() : given;
        tags.add(Tag.of(NAME_TAG, RunLimits.truncated(name, RunLimits.MAX_TAG_VALUE)));
        return name;
    }

    private @Nullable SealedText sealed(@Nullable String user) {
        return user == null || user.isEmpty() ? null : vault.seal(sender.subject(), user);
    }

    private String artifactUri(ExperimentId experiment, RunId run) {
        return experiments
                .byId(experiment.value())
                .map(found -> ArtifactLocations.ofRun(found.artifactLocation(), run))
                .orElseThrow(() -> ExperimentLimits.unknown(experiment.value()));
    }

    @GetMapping("/runs/get")
    RunMessages.Single get(@Wire RunMessages.ById request) {
        return new RunMessages.Single(Run.of(require(id(request.runId(), request.runUuid()))));
    }

    @PostMapping("/runs/update")
    @Requires(Operation.LOG_RUN)
    RunMessages.Info update(@Wire RunMessages.Update request) {
        RunId run = id(request.runId(), request.runUuid());
        if (request.runName() != null && request.runName().length() > RunLimits.MAX_TAG_VALUE) {
            throw Invalid.tooLong("run_name", RunLimits.MAX_TAG_VALUE);
        }
        sender.send(new RunCommand.Update(
                run, EnumText.read(request.status(), RunStatus.class, "status"), request.endTime(), request.runName()));
        return new RunMessages.Info(RunInfo.of(require(run)));
    }

    @PostMapping("/runs/delete")
    @Requires(Operation.DELETE_RUN)
    Empty delete(@Wire RunMessages.ById request) {
        sender.send(new RunCommand.Delete(id(request.runId(), request.runUuid())));
        return Empty.INSTANCE;
    }

    @PostMapping("/runs/restore")
    @Requires(Operation.RESTORE_RUN)
    Empty restore(@Wire RunMessages.ById request) {
        sender.send(new RunCommand.Restore(id(request.runId(), request.runUuid())));
        return Empty.INSTANCE;
    }

    private RunView require(RunId run) {
        return runs.byId(run.value())
                .orElseThrow(() -> Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", run));
    }

    /** @throws Rejection when neither name of the id is there */
    static RunId id(@Nullable String runId, @Nullable String runUuid) {
        String id = runId == null || runId.isEmpty() ? runUuid : runId;
        if (id == null || id.isEmpty()) {
            throw Invalid.missing("run_id");
        }
        return new RunId(id);
    }
}
