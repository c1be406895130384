package io.countersign.importing;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.decision.Decisions;
import io.countersign.imported.ImportQueries;
import io.countersign.imported.ImportedFrom;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code /import}: registered models and their versions. Each request may be repeated. */
@GovernanceRoutes
@Requires(Operation.IMPORT)
final class ImportRegistryRoutes {

    private final Sender sender;
    private final Decisions decisions;
    private final Originals originals;
    private final ImportQueries imported;
    private final ImportedSources sources;

    ImportRegistryRoutes(
            Sender sender, Decisions decisions, Originals originals, ImportQueries imported, ImportedSources sources) {
        this.sender = sender;
        this.decisions = decisions;
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
        List<String> aliases = Originals.complete(request.aliases(), "aliases");
        List<RequestId> requests = Stream.generate(Uuid7::hex)
                .map(RequestId::new)
                .limit(aliases.size() + 1L)
                .toList();
        Stage stage = stage(request.currentStage());
        List<Tag> tags = originals.tags(from, request.tags());
        SealedText person = originals.person(from, request.userId());
        Boolean isNew = decisions.sendNew(facts -> new RegisteredModelCommand.ImportVersion(
                model,
                number,
                stage,
                aliases,
                source,
                location,
                run,
                request.runLink(),
                request.modelId(),
                request.description(),
                tags,
                person,
                Originals.orZero(request.creationTimestamp()),
                Originals.orZero(request.lastUpdatedTimestamp()),
                from,
                requests,
                sender.actor(),
                facts));
        return new ImportMessages.VersionImported(request.version(), Boolean.TRUE.equals(isNew), location);
    }

    private static Stage stage(@org.jspecify.annotations.Nullable String label) {
        return label == null || label.isEmpty() ? Stage.NONE : Stage.labelled(label);
    }
}
