package io.countersign.pack;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.assembly.ServerSettings;
import io.countersign.limits.LongLived;
import io.countersign.pack.PackPart.About;
import io.countersign.proof.EntryTable;
import io.countersign.proof.Forged;
import io.countersign.proof.LogStretch;
import io.countersign.proof.LogStretches;
import io.countersign.proof.Receipts;
import io.countersign.registeredmodel.ModelId;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Registry;
import io.countersign.wire.Times;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Audit packs, made while they are sent. */
@GovernanceRoutes
@Requires(Operation.READ_EVENTS)
final class PackRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(PackRoutes.class);

    private final Registry registry;
    private final EntryTable entries;
    private final LogStretches stretches;
    private final Receipts receipts;
    private final ServerSettings settings;
    private final List<PackPart> parts;
    private final Clock clock;

    PackRoutes(
            Registry registry,
            EntryTable entries,
            LogStretches stretches,
            Receipts receipts,
            ServerSettings settings,
            List<PackPart> parts,
            Clock clock) {
        this.registry = registry;
        this.entries = entries;
        this.stretches = stretches;
        this.receipts = receipts;
        this.settings = settings;
        this.parts = parts;
        this.clock = clock;
    }

    /**
     * @param name of the model, or its id, by which it is found also when it was deleted
     * @param from its beginning when left out
     * @param to now when left out
     */
    @GetMapping("/models/{name}/audit-pack")
    @LongLived
    void pack(
            HttpServletResponse answer,
            @PathVariable String name,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to)
            throws IOException {
        About about = new About(
                model(name),
                from == null ? Instant.EPOCH : Times.read("from", from),
                to == null ? clock.instant() : Times.read("to", to));
        if (about.to().isBefore(about.from())) {
            throw Invalid.value("to", about.to().toString(), "it is before from, " + about.from() + ".");
        }
        LogStretch stretch = stretches
                .of(about.from(), about.to())
                .orElseThrow(() -> Rejection.of(Reason.PROOF_NOT_FOUND, "Nothing has been signed yet."));
        answer.setContentType("application/zip");
        answer.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + about.model() + ".countersign-pack.zip\"");
        write(answer, about, stretch);
    }

    private ModelId model(String name) {
        ModelId byId = new ModelId(name);
        return name.matches("[0-9a-f]{32}") && entries.hasStream(byId.stream()) ? byId : registry.id(name);
    }

    private void write(HttpServletResponse answer, About about, LogStretch stretch) throws IOException {
        PackFiles files = new PackFiles(answer.getOutputStream());
        try {
            new AuditPack(entries, receipts, settings.logKey(), stretch, about).write(files, parts);
        } catch (Forged e) {
            LOG.error("An audit pack breaks off: the log is not what was signed. {}", e.getMessage());
            throw new IOException("An audit pack broke off.", e);
        }
    }
}
