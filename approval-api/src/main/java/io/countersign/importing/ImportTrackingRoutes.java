package io.countersign.importing;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.artifact.ArtifactStore;
import io.countersign.artifact.ArtifactStore.Stored;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentId;
import io.countersign.experiment.ExperimentLimits;
import io.countersign.imported.ImportQueries;
import io.countersign.imported.ImportedFrom;
import io.countersign.importing.ImportMessages.Point;
import io.countersign.mlflow.ArtifactLocations;
import io.countersign.rejection.Invalid;
import io.countersign.run.ArtifactPath;
import io.countersign.run.ImportProgress;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.run.RunStatus;
import io.countersign.tracking.ArtifactQueries;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /import}: experiments and runs. Each request may be repeated. */
@GovernanceRoutes
@Requires(Operation.IMPORT)
final class ImportTrackingRoutes {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][\\w\\-]{0,99}");

    private final Sender sender;
    private final Originals originals;
    private final ImportQueries imported;
    private final ExperimentDirectory directory;
    private final ArtifactStore store;
    private final ArtifactQueries artifacts;
    private final RunContents contents;

    ImportTrackingRoutes(
            Sender sender,
            Originals originals,
            ImportQueries imported,
            ExperimentDirectory directory,
            ArtifactStore store,
            ArtifactQueries artifacts,
            RunContents contents) {
        this.sender = sender;
        this.originals = originals;
        this.imported = imported;
        this.directory = directory;
        this.store = store;
        this.artifacts = artifacts;
        this.contents = contents;
    }

    @PostMapping("/import/experiments")
    ImportMessages.ExperimentImported experiment(@Wire ImportMessages.Experiment request) {
        ExperimentLimits.requireName(request.name());
        ImportedFrom from = Originals.from(request.server(), requireId(request.id(), "id"));
        ExperimentId id = imported.experiment(from).orElseGet(() -> idFor(request));
        Boolean isNew = sender.send(new ExperimentCommand.Import(
                id,
                request.name(),
                ArtifactLocations.ofExperiment(id),
                originals.tags(from, request.tags()),
                Originals.isDeleted(request.lifecycleStage()),
                Originals.orZero(request.creationTime()),
                Originals.orZero(request.lastUpdateTime()),
                from,
                request.artifactLocation()));
        return new ImportMessages.ExperimentImported(id.value(), Boolean.TRUE.equals(isNew));
    }

    /** The same as there where it is free here, for people and scripts know it; the default experiments are one. */
    private ExperimentId idFor(ImportMessages.Experiment request) {
        ExperimentId same = new ExperimentId(request.id());
        boolean isDefault = same.equals(ExperimentId.DEFAULT) && request.name().equals("Default");
        return isDefault || directory.lifecycle(same).isEmpty() ? same : directory.nextId();
    }

    @PostMapping("/import/runs")
    ImportMessages.RunImported run(@Wire ImportMessages.Run request) {
        RunId run = new RunId(requireId(request.runId(), "run_id"));
        ImportedFrom from = Originals.from(request.server(), run.value());
        ExperimentId experiment = new ExperimentId(request.experimentId());
        return answer(
                run,
                sender.send(new RunCommand.Import(
                        run,
                        experiment,
                        request.runName() == null ? "" : request.runName(),
                        originals.person(from, request.userId()),
                        status(request.status()),
                        request.startTime(),
                        request.endTime(),
                        Originals.isDeleted(request.lifecycleStage()),
                        ArtifactLocations.ofRun(ArtifactLocations.ofExperiment(experiment), run),
                        Originals.params(request.params()),
                        originals.tags(from, request.tags()),
                        from,
                        request.artifactUri())));
    }

    @PostMapping("/import/runs/{run_id}/data")
    ImportMessages.RunImported data(@PathVariable("run_id") String runId, @Wire ImportMessages.Data request) {
        RunId run = new RunId(runId);
        ImportedFrom from = Originals.from(request.server(), runId);
        Originals.complete(request.metrics(), "metrics").forEach(point -> Originals.requireKey(point.key(), "metrics"));
        return answer(
                run,
                sender.send(new RunCommand.ImportData(
                        run,
                        from,
                        request.already(),
                        Originals.complete(request.metrics(), "metrics").stream()
                                .map(Point::metric)
                                .toList(),
                        Originals.params(request.params()),
                        originals.tags(from, request.tags()))));
    }

    private static ImportMessages.RunImported answer(RunId run, @Nullable ImportProgress progress) {
        ImportProgress told = Objects.requireNonNull(progress);
        return new ImportMessages.RunImported(run.value(), told.changed(), told.points());
    }

    /** The body is the file. */
    @PutMapping("/import/runs/{run_id}/artifacts")
    ImportMessages.File artifact(
            @PathVariable("run_id") String runId,
            @RequestParam(name = "server", required = false) @Nullable String server,
            @RequestParam(name = "path", required = false) @Nullable String path,
            HttpServletRequest request)
            throws IOException {
        if (server == null) {
            throw Invalid.missing("server");
        }
        if (path == null) {
            throw Invalid.missing("path");
        }
        ImportedFrom from = Originals.from(server, runId);
        ArtifactPath.require(path);
        contents.requireRun(runId);
        Stored stored = store.store(request.getInputStream(), request.getContentLengthLong());
        if (!isHere(runId, path, stored)) {
            sender.send(new RunCommand.ImportArtifact(new RunId(runId), from, path, stored.sha256(), stored.size()));
        }
        return new ImportMessages.File(path, stored.sha256(), stored.size());
    }

    private boolean isHere(String run, String path, Stored stored) {
        return artifacts
                .file(run, path)
                .filter(file -> file.sha256().equals(stored.sha256()))
                .isPresent();
    }

    @GetMapping("/import/runs/{run_id}")
    ImportMessages.RunContent content(@PathVariable("run_id") String runId) {
        return contents.of(runId);
    }

    private static String requireId(String id, String field) {
        if (!ID.matcher(id).matches()) {
            throw Invalid.value(field, id, "an id has letters, digits, underscores and dashes, 100 at most.");
        }
        return id;
    }

    private static RunStatus status(@Nullable String status) {
        try {
            return status == null ? RunStatus.RUNNING : RunStatus.valueOf(status.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Invalid.value("status", status, "use one of RUNNING, SCHEDULED, FINISHED, FAILED, KILLED.");
        }
    }
}
