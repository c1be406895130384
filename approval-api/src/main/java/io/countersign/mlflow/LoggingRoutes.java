package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.mlflow.RunMessages.Point;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Metric;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.tracking.MetricHistory;
import io.countersign.tracking.RunQueries;
import io.countersign.wire.PageToken;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /mlflow/runs} and {@code /mlflow/metrics}: what is logged to a run, and the history of its metrics. */
@MlflowRoutes
@Requires(Operation.LOG_RUN)
final class LoggingRoutes {

    private static final int MAX_HISTORY = 25_000;

    private final Sender sender;
    private final Batches batches;
    private final RunQueries runs;
    private final MetricHistory history;

    LoggingRoutes(Sender sender, Batches batches, RunQueries runs, MetricHistory history) {
        this.sender = sender;
        this.batches = batches;
        this.runs = runs;
        this.history = history;
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
        sender.send(batches.read(run, metrics, params, tags, sender.subject()));
        return Empty.INSTANCE;
    }

    @GetMapping("/metrics/get-history")
    @Requires(Operation.READ_TRACKING)
    RunMessages.History history(@Wire RunMessages.GetHistory request) {
        RunId run = RunRoutes.id(request.runId(), request.runUuid());
        if (runs.byId(run.value()).isEmpty()) {
            throw Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", run);
        }
        int limit = limit(request.maxResults());
        Metric after = request.pageToken() == null || request.pageToken().isEmpty()
                ? null
                : PageToken.read(request.pageToken(), HistoryPlace.class).metric();
        List<Metric> page = history.page(run.value(), request.metricKey(), after, limit + 1);
        List<Metric> shown = page.size() > limit ? page.subList(0, limit) : page;
        return new RunMessages.History(
                shown.stream().map(Point::of).toList(),
                page.size() > limit ? PageToken.of(HistoryPlace.of(shown.getLast())) : null);
    }

    private static int limit(@Nullable Integer maxResults) {
        return maxResults == null || maxResults <= 0 ? MAX_HISTORY : Math.min(maxResults, MAX_HISTORY);
    }

    /** The last point of a page. */
    record HistoryPlace(long timestamp, long step, double value) {

        static HistoryPlace of(Metric metric) {
            return new HistoryPlace(metric.timestamp(), metric.step(), metric.value());
        }

        Metric metric() {
            return Metric.of("", value, timestamp, step);
        }
    }
}
