package io.countersign.importing;

import io.countersign.importing.ImportMessages.File;
import io.countersign.importing.ImportMessages.History;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.Metric;
import io.countersign.run.RunId;
import io.countersign.tracking.ArtifactQueries;
import io.countersign.tracking.MetricHistory;
import io.countersign.tracking.RunQueries;
import io.countersign.tracking.RunView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells of a run what an import compares with the server that it comes from. */
@Component
final class RunContents {

    private static final int PAGE = 25_000;

    private final RunQueries runs;
    private final MetricHistory histories;
    private final ArtifactQueries artifacts;

    RunContents(RunQueries runs, MetricHistory histories, ArtifactQueries artifacts) {
        this.runs = runs;
        this.histories = histories;
        this.artifacts = artifacts;
    }

    ImportMessages.RunContent of(String runId) {
        List<History> metrics = requireRun(runId).metrics().stream()
                .map(latest -> history(runId, latest.key()))
                .toList();
        List<File> files = artifacts.all(new RunId(runId).stream()).stream()
                .map(file -> new File(file.path(), file.sha256(), file.size()))
                .toList();
        return new ImportMessages.RunContent(runId, metrics, files);
    }

    RunView requireRun(String runId) {
        return runs.byId(runId)
                .orElseThrow(() -> Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", runId));
    }

    private History history(String runId, String key) {
        HistoryDigest digest = new HistoryDigest();
        List<Metric> page = histories.page(runId, key, null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(digest::add);
            @Nullable Metric last = page.getLast();
            page = page.size() < PAGE ? List.of() : histories.page(runId, key, last, PAGE);
        }
        long points = digest.points();
        return new History(key, points, digest.end());
    }
}
