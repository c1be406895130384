package io.countersign.governance;

import io.countersign.tracking.MetricCurves;
import io.countersign.tracking.Provenance;
import io.countersign.tracking.RunView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages about where runs came from and how they differ. */
final class RunInsightMessages {

    private RunInsightMessages() {}

    record RunProvenance(
            String runId,
            Source source,
            Git git,
            Project project,
            @Nullable String parentRunId) {

        static RunProvenance of(RunView run) {
            Provenance found = Provenance.of(run);
            return new RunProvenance(
                    run.runId(),
                    new Source(found.sourceName(), found.sourceType()),
                    new Git(found.gitCommit(), found.gitBranch(), found.gitRepositoryUrl(), found.gitDirty()),
                    new Project(
                            found.entryPoint(),
                            found.backend(),
                            found.environment(),
                            found.dockerImageUri(),
                            found.dockerImageId(),
                            found.parameters()),
                    found.parentRunId());
        }
    }

    record Source(@Nullable String name, @Nullable String type) {}

    record Git(
            @Nullable String commit,
            @Nullable String branch,
            @Nullable String repositoryUrl,
            @Nullable Boolean dirty) {}

    record Project(
            @Nullable String entryPoint,
            @Nullable String backend,
            @Nullable String environment,
            @Nullable String dockerImageUri,
            @Nullable String dockerImageId,
            Map<String, String> parameters) {}

    /**
     * @param runIds repeated, or separated by commas
     * @param tags the keys to compare; without any, all that people set themselves
     * @param curves the keys of the metrics whose curves are wanted
     * @param points of each curve at most
     * @param axis of the curves: {@code step} or {@code time}
     */
    record Compare(
            @Nullable List<String> runIds,
            @Nullable List<String> tags,
            @Nullable List<String> curves,
            @Nullable Integer points,
            @Nullable String axis) {}

    /** Each row has a value for each of the runs, in their order. */
    record Comparison(
            List<ComparedRun> runs,
            List<Row> params,
            List<Row> metrics,
            List<Row> tags,
            List<Row> provenance,
            List<Curve> curves) {}

    record ComparedRun(
            String runId,
            String runName,
            String experimentId,
            String status,
            @Nullable Long startTime,
            @Nullable Long endTime,
            @Nullable String userId,
            String lifecycleStage) {

        static ComparedRun of(RunView run) {
            return new ComparedRun(
                    run.runId(),
                    run.name(),
                    run.experimentId(),
                    run.status(),
                    run.startedAt(),
                    run.endedAt(),
                    run.userName(),
                    run.deleted() ? "deleted" : "active");
        }
    }

    /**
     * @param differs also when only some of the runs have the key
     * @param kind {@code number} when every value is one, so that it can be an axis, or {@code text}
     * @param min of the numbers, NaN left out; null when there are none
     * @param values null for a run without the key
     */
    record Row(
            String key,
            boolean differs,
            String kind,
            @Nullable Double min,
            @Nullable Double max,
            List<@Nullable Object> values) {}

    /** @param total how many points there are; those here are chosen so that the curve looks the same */
    record Curve(String runId, String key, long total, List<Point> points) {

        static Curve of(MetricCurves.Curve curve) {
            return new Curve(
                    curve.runId(),
                    curve.key(),
                    curve.total(),
                    curve.points().stream()
                            .map(point -> new Point(point.step(), point.timestamp(), point.value()))
                            .toList());
        }
    }

    record Point(long step, long timestamp, double value) {}
}
