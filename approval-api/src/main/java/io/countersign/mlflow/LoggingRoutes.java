package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.mlflow.RunMessages.Point;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/runs}: metrics, params and tags. */
@MlflowRoutes
@Requires(Operation.LOG_RUN)
final class LoggingRoutes {

    private final Sender sender;
    private final Batches batches;
    private final LoggedModels models;

    LoggingRoutes(Sender sender, Batches batches, LoggedModels models) {
        this.sender = sender;
        this.batches = batches;
        this.models = models;
    }

    @PostMapping("/runs/log-metric")
    Empty logMetric(@Wire RunMessages.LogMetric request) {
        return log(RunRoutes.id(request.runId(), request.runUuid()), List.of(request.point()), null, null);
    }

    @PostMapping("/runs/log-parameter")
    Empty logParam(@Wire RunMessages.LogParam request) {
        RunId run = RunRoutes.id(request.runId(), request.runUuid());
        return log(run, null, List.of(new KeyValue(request.key(), request.value())), null);
    }

    @PostMapping("/runs/set-tag")
    Empty setTag(@Wire RunMessages.SetTag request) {
        RunId run = RunRoutes.id(request.runId(), request.runUuid());
        return log(run, null, null, List.of(new KeyValue(request.key(), request.value())));
    }

    @PostMapping("/runs/delete-tag")
    Empty deleteTag(@Wire RunMessages.DeleteTag request) {
        sender.send(new RunCommand.DeleteTag(RunRoutes.id(request.runId(), request.runUuid()), request.key()));
        return Empty.INSTANCE;
    }

    @PostMapping("/runs/log-batch")
    Empty logBatch(@Wire RunMessages.LogBatch request) {
        return log(new RunId(request.runId()), request.metrics(), request.params(), request.tags());
    }

    private Empty log(
            RunId run, @Nullable List<Point> metrics, @Nullable List<KeyValue> params, @Nullable List<KeyValue> tags) {
        models.requireEachOf(metrics);
        sender.send(batches.read(run, metrics, params, tags, sender.subject()));
        return Empty.INSTANCE;
    }
}
