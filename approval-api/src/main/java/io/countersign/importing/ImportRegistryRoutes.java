package io.countersign.importing;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.governance.GovernanceRoutes;
import io.countersign.imported.ImportQueries;
import io.countersign.imported.ImportedFrom;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunId;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /import}: registered models and their versions. Each request may be repeated. */
@GovernanceRoutes
@Requires(Operation.IMPORT)
final class ImportRegistryRoutes {

    private final Sender sender;
    private final Originals originals;
    private final ImportQueries imported;
    private final ImportedSources sources;

    ImportRegistryRoutes(Sender sender, Originals originals, ImportQueries imported, ImportedSources sources) {
        this.sender = sender;
        this.originals = originals;
        this.imported = imported;
        this.sources = sources;
    }

    @PostMapping("/import/models")
    ImportMessages.ModelImported model(@Wire ImportMessages.Model request) {
        ModelLimits.requireName(request.name());
        ImportedFrom from = Originals.from(request.server(), request.name());
        Boolean isNew = sender.send(new RegisteredModelCommand.Import(
                imported.model(from).orElseGet(() -> new ModelId(Uuid7.hex())),
                request.name(),
                request.description(),
                originals.tags(from, request.tags()),
                Originals.orZero(request.creationTimestamp()),
                Originals.orZero(request.lastUpdatedTimestamp()),
                from));
        return new ImportMessages.ModelImported(request.name(), Boolean.TRUE.equals(isNew));
    }

    @PostMapping("/import/versions")
    ImportMessages.VersionImported version(@Wire ImportMessages.Version request) {
        ImportedFrom from = Originals.from(request.server(), request.name());
        ModelId model = imported.model(from)
                .orElseThrow(() ->
                        Rejection.of(Reason.MODEL_NOT_FOUND, "No Registered Model was imported that was %s.", from));
        int number = ModelLimits.requireVersion(request.version());
        String source = request.source() == null ? "" : request.source();
        RunId run = request.runId() == null || request.runId().isEmpty() ? null : new RunId(request.runId());
        String location = sources.locate(source, run, request.runLocation());
        Boolean isNew = sender.send(new RegisteredModelCommand.ImportVersion(
                model,
                number,
                stage(request.currentStage()),
                Originals.complete(request.aliases(), "aliases"),
                source,
                location,
                run,
                request.runLink(),
                request.modelId(),
                request.description(),
                originals.tags(from, request.tags()),
                originals.person(from, request.userId()),
                Originals.orZero(request.creationTimestamp()),
                Originals.orZero(request.lastUpdatedTimestamp()),
                from,
                sender.actor()));
        return new ImportMessages.VersionImported(request.version(), Boolean.TRUE.equals(isNew), location);
    }

    private static Stage stage(@org.jspecify.annotations.Nullable String label) {
        return label == null || label.isEmpty() ? Stage.NONE : Stage.labelled(label);
    }
}
