package io.countersign.mlflow;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.mlflow.RunMessages.Point;
import io.countersign.mlflow.RunMessages.RunPoint;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Metric;
import io.countersign.tracking.MetricHistory;
import io.countersign.tracking.MetricSamples;
import io.countersign.tracking.MetricSamples.Sample;
import io.countersign.wire.PageToken;
import io.countersign.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /mlflow/metrics}: the history of one metric of one run, or of several as MLflow's charts ask for it. */
@MlflowRoutes
@Requires(Operation.READ_TRACKING)
final class MetricRoutes {

    private static final int MAX_HISTORY = 25_000;
    private static final int MAX_RUNS = 100;
    private static final int MAX_POINTS_OF_RUN = 2500;

    private final MetricHistory history;
    private final MetricSamples samples;

    MetricRoutes(MetricHistory history, MetricSamples samples) {
        this.history = history;
        this.samples = samples;
    }

    /** Without max_results all at once. A run that does not exist has no history, as MLflow's server has it. */
    @GetMapping("/metrics/get-history")
    RunMessages.History history(@Wire RunMessages.GetHistory request) {
        String run = RunRoutes.id(request.runId(), request.runUuid()).value();
        String token = request.pageToken();
        if (request.maxResults() == null && (token == null || token.isEmpty())) {
            return new RunMessages.History(() -> new WholeHistory(history, run, request.metricKey()), null);
        }
        int limit = limit(request.maxResults());
        Metric after = token == null || token.isEmpty()
                ? null
                : PageToken.read(token, HistoryPlace.class).metric();
        List<Metric> page = history.page(run, request.metricKey(), after, limit + 1);
        List<Metric> shown = page.size() > limit ? page.subList(0, limit) : page;
        return new RunMessages.History(
                shown.stream().map(Point::of).toList(),
                page.size() > limit ? PageToken.of(HistoryPlace.of(shown.getLast())) : null);
    }

    private static int limit(@Nullable Integer maxResults) {
        if (maxResults != null && maxResults <= 0) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Invalid value %d for parameter 'max_results' supplied. It must be a positive integer.",
                    maxResults);
        }
        return maxResults == null ? MAX_HISTORY : Math.min(maxResults, MAX_HISTORY);
    }

    @GetMapping("/metrics/get-history-bulk")
    RunMessages.BulkHistory bulk(@Wire RunMessages.GetBulkHistory request) {
        List<String> runs = Batches.orEmpty(request.runId());
        if (runs.isEmpty()) {
            throw invalid("GetMetricHistoryBulk request must specify at least one run_id.");
        }
        requireFew(runs, "GetMetricHistoryBulk request cannot specify more than %d run_ids. Received %d run_ids.");
        if (request.metricKey() == null) {
            throw invalid("GetMetricHistoryBulk request must specify a metric_key.");
        }
        int limit = Math.min(limit(request.maxResults()), MAX_HISTORY);
        return answer(samples.first(runs, request.metricKey(), limit));
    }

    @GetMapping("/metrics/get-history-bulk-interval")
    RunMessages.BulkHistory interval(@Wire RunMessages.GetInterval request) {
        requireFew(
                request.runIds(),
                "GetMetricHistoryBulkInterval request must specify at most %d run_ids. Received %d run_ids.");
        requireInterval(request.startStep(), request.endStep());
        int limit = request.maxResults() == null ? MAX_POINTS_OF_RUN : request.maxResults();
        if (limit < 1 || limit > MAX_POINTS_OF_RUN) {
            throw invalid("max_results must be between 1 and %d.", MAX_POINTS_OF_RUN);
        }
        return answer(
                samples.evenly(request.runIds(), request.metricKey(), limit, request.startStep(), request.endStep()));
    }

    private static void requireInterval(@Nullable Long start, @Nullable Long end) {
        if ((start == null) != (end == null)) {
            throw invalid("If either start step or end step are specified, both must be specified.");
        }
        if (start != null && end != null && start > end) {
            throw invalid("end_step must be greater than start_step. Found start_step=%d and end_step=%d.", start, end);
        }
    }

    private static void requireFew(List<String> runs, String otherwise) {
        if (runs.size() > MAX_RUNS) {
            throw invalid(otherwise, MAX_RUNS, runs.size());
        }
    }

    private static Rejection invalid(String format, Object... arguments) {
        return Rejection.of(Reason.PARAMETER_INVALID, format, arguments);
    }

    private static RunMessages.BulkHistory answer(List<Sample> samples) {
        return new RunMessages.BulkHistory(samples.stream().map(RunPoint::of).toList());
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
