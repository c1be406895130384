package io.countersign.registry;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.experiment.ExperimentId;
import io.countersign.experiment.ExperimentLimits;
import io.countersign.rejection.Invalid;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.tracking.ExperimentQueries;
import io.countersign.tracking.RunTidying;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * {@code /mlflow/databricks/runs}: many runs of an experiment at once. Each is an event of its own; a request that fails
 * midway leaves what it did until then, and goes on where it was when it is sent again.
 */
@RegistryRoutes
final class BulkRunRoutes {

    private static final int MOST = 10_000;

    private final Sender sender;
    private final ExperimentQueries experiments;
    private final RunTidying runs;

    BulkRunRoutes(Sender sender, ExperimentQueries experiments, RunTidying runs) {
        this.sender = sender;
        this.experiments = experiments;
        this.runs = runs;
    }

    @PostMapping("/databricks/runs/delete-runs")
    @Requires(Operation.DELETE_RUN)
    BulkRunMessages.Deleted delete(@Wire BulkRunMessages.Delete request) {
        ExperimentId experiment = existing(request.experimentId());
        long time = required(request.maxTimestampMillis(), "max_timestamp_millis");
        List<RunId> doomed = runs.startedUpTo(experiment, time, most(request.maxRuns()));
        return new BulkRunMessages.Deleted(send(doomed, RunCommand.Delete::new));
    }

    @PostMapping("/databricks/runs/restore-runs")
    @Requires(Operation.RESTORE_RUN)
    BulkRunMessages.Restored restore(@Wire BulkRunMessages.Restore request) {
        ExperimentId experiment = existing(request.experimentId());
        long time = required(request.minTimestampMillis(), "min_timestamp_millis");
        List<RunId> deleted = runs.deletedFrom(experiment, time, most(request.maxRuns()));
        return new BulkRunMessages.Restored(send(deleted, RunCommand.Restore::new));
    }

    private int send(List<RunId> each, Function<RunId, RunCommand> command) {
        int changed = 0;
        for (RunId run : each) {
            if (Boolean.TRUE.equals(sender.<Boolean>send(command.apply(run)))) {
                changed++;
            }
        }
        return changed;
    }

    private ExperimentId existing(String experiment) {
        return experiments
                .byId(experiment)
                .map(found -> new ExperimentId(found.experimentId()))
                .orElseThrow(() -> ExperimentLimits.unknown(experiment));
    }

    private static long required(@Nullable Long time, String parameter) {
        if (time == null) {
            throw Invalid.missing(parameter);
        }
        return time;
    }

    private static int most(@Nullable Integer given) {
        int most = given == null ? MOST : given;
        if (most < 1 || most > MOST) {
            throw Invalid.value("max_runs", most, "it is a positive integer of at most " + MOST + ".");
        }
        return most;
    }
}
