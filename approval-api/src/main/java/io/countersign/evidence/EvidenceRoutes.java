package io.countersign.evidence;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.artifact.ArtifactStore.Stored;
import io.countersign.artifacts.Downloads;
import io.countersign.artifacts.Downloads.Download;
import io.countersign.catalog.VersionView;
import io.countersign.evidence.EvidenceMessages.Document;
import io.countersign.limits.LongLived;
import io.countersign.modelversion.EvidenceLimits;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.past.AsOf;
import io.countersign.registeredmodel.ModelId;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Documents that stand for a version, each in a slot that policies know by its name. */
@GovernanceRoutes
@Requires(Operation.GIVE_EVIDENCE)
final class EvidenceRoutes {

    private static final String EVIDENCE = "/models/{model}/versions/{version}/evidence";
    private static final String SLOT = EVIDENCE + "/{slot}";
    private static final String DOCUMENT = SLOT + "/{sha256}";

    private final Sender sender;
    private final Registry registry;
    private final EvidenceIntake intake;
    private final EvidenceQueries evidence;
    private final Downloads downloads;

    EvidenceRoutes(
            Sender sender, Registry registry, EvidenceIntake intake, EvidenceQueries evidence, Downloads downloads) {
        this.sender = sender;
        this.registry = registry;
        this.intake = intake;
        this.evidence = evidence;
        this.downloads = downloads;
    }

    /** The body is the document. */
    @PostMapping(SLOT)
    @LongLived
    ResponseEntity<Document> give(
            HttpServletRequest http,
            @PathVariable String model,
            @PathVariable String version,
            @PathVariable String slot,
            @RequestParam(name = "name", required = false) @Nullable String name,
            @RequestParam(name = "sha256", required = false) @Nullable String sha256,
            @RequestParam(name = "fetch", defaultValue = "false") boolean fetch)
            throws IOException {
        VersionId id = registry.versionId(model, version);
        EvidenceLimits.requirePlain(slot, "slot");
        String fileName = EvidenceLimits.requireFileName(name == null ? slot : name, "name");
        if (fetch) {
            throw DocumentTypes.noInstruction();
        }
        String type = DocumentTypes.of(http.getContentType());
        Stored stored = intake.receive(http, AnnouncedDigests.of(http, sha256));
        return keep(id, slot, type, stored, fileName);
    }

    /** The body says which of the files that the server holds is the document. */
    @PostMapping(path = SLOT, params = "fetch=true", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Document> fetch(
            @PathVariable String model,
            @PathVariable String version,
            @PathVariable String slot,
            @Wire EvidenceMessages.Fetch message)
            throws IOException {
        VersionView found = registry.version(model, version);
        EvidenceLimits.requirePlain(slot, "slot");
        Download file = intake.find(found, message.from());
        EvidenceIntake.requireAnnounced(file.sha256(), AnnouncedDigests.of(message.sha256()));
        String name = EvidenceLimits.requireFileName(message.name() == null ? file.name() : message.name(), "name");
        String type =
                message.mediaType() == null ? DocumentTypes.suggestedBy(name) : DocumentTypes.of(message.mediaType());
        return keep(id(found), slot, type, intake.fetch(file), name);
    }

    private ResponseEntity<Document> keep(VersionId id, String slot, String type, Stored stored, String name) {
        var given = new ModelVersionCommand.GiveEvidence(
                id, slot, type, stored.sha256(), stored.size(), name, sender.actor());
        boolean news = Boolean.TRUE.equals(sender.<Boolean>send(given));
        return ResponseEntity.status(news ? HttpStatus.CREATED : HttpStatus.OK).body(own(given));
    }

    private Document own(ModelVersionCommand.GiveEvidence given) {
        return evidence.find(given.version(), given.slot(), given.sha256()).stream()
                .filter(document ->
                        document.producerId().equals(sender.subject().value()))
                .map(Document::of)
                .findFirst()
                .orElseThrow(() -> notFound(given.version(), given.slot(), given.sha256())); // withdrawn meanwhile
    }

    @AsOf
    @GetMapping(EVIDENCE)
    @Requires(Operation.READ_REGISTRY)
    EvidenceMessages.Documents list(@PathVariable String model, @PathVariable String version) {
        return new EvidenceMessages.Documents(evidence.of(registry.versionId(model, version)).stream()
                .map(Document::of)
                .toList());
    }

    @GetMapping(DOCUMENT)
    @Requires(Operation.READ_REGISTRY)
    @LongLived
    void download(
            HttpServletRequest http,
            HttpServletResponse answer,
            @PathVariable String model,
            @PathVariable String version,
            @PathVariable String slot,
            @PathVariable String sha256)
            throws IOException {
        VersionId id = registry.versionId(model, version);
        EvidenceView found = find(id, slot, sha256);
        downloads.send(new Download(found.sha256(), found.size(), found.name()), http, answer);
    }

    private EvidenceView find(VersionId id, String slot, String sha256) {
        List<EvidenceView> given = evidence.find(
                id, EvidenceLimits.requirePlain(slot, "slot"), EvidenceLimits.requireSha256(sha256, "sha256"));
        return given.stream().findFirst().orElseThrow(() -> notFound(id, slot, sha256));
    }

    @DeleteMapping(DOCUMENT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(
            @PathVariable String model,
            @PathVariable String version,
            @PathVariable String slot,
            @PathVariable String sha256) {
        sender.send(new ModelVersionCommand.WithdrawEvidence(
                registry.versionId(model, version),
                EvidenceLimits.requirePlain(slot, "slot"),
                EvidenceLimits.requireSha256(sha256, "sha256"),
                sender.actor()));
    }

    private RuntimeException notFound(VersionId id, String slot, String sha256) {
        return new ModelVersionCommand.WithdrawEvidence(id, slot, sha256, sender.actor()).notFound();
    }

    private static VersionId id(VersionView version) {
        return new VersionId(new ModelId(version.modelId()), version.version());
    }
}
