package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
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
        RunId run = RunRoutes.id(request.runId(), request.runUuid());
        models.requireEachOf(List.of(request.point()));
        sender.send(batches.metric(run, request.point()));
        return Empty.INSTANCE;
    }

    @PostMapping("/runs/log-parameter")
    Empty logParam(@Wire RunMessages.LogParam request) {
        RunId run = RunRoutes.id(request.runId(), request.runUuid());
        sender.send(batches.param(run, new KeyValue(request.key(), request.value())));
        return Empty.INSTANCE;
    }

    @PostMapping("/runs/set-tag")
    Empty setTag(@Wire RunMessages.SetTag request) {
        RunId run = RunRoutes.id(request.runId(), request.runUuid());
        sender.send(batches.tag(run, new KeyValue(request.key(), request.value()), sender.subject()));
        return Empty.INSTANCE;
    }

    @PostMapping("/runs/delete-tag")
    Empty deleteTag(@Wire RunMessages.DeleteTag request) {
        sender.send(new RunCommand.DeleteTag(RunRoutes.id(request.runId(), request.runUuid()), request.key()));
        return Empty.INSTANCE;
    }

    @PostMapping("/runs/log-batch")
    Empty logBatch(@Wire RunMessages.LogBatch request) {
        models.requireEachOf(request.metrics());
        RunId run = new RunId(request.runId());
        sender.send(batches.read(run, request.metrics(), request.params(), request.tags(), sender.subject()));
        return Empty.INSTANCE;
    }
}
