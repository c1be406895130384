package io.countersign.proof;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Registry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.UriUtils;

/** Receipts of decisions: to auditors of any, and to whoever sees a version of those on it. */
@GovernanceRoutes
final class ReceiptRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptRoutes.class);
    private static final MediaType RECEIPT = MediaType.valueOf(Receipt.MEDIA_TYPE);
    private static final String OF_VERSION = "/models/{name}/versions/{version}/receipts";

    private final Registry registry;
    private final DecisionList decisions;
    private final EntryTable entries;
    private final Receipts receipts;

    ReceiptRoutes(Registry registry, DecisionList decisions, EntryTable entries, Receipts receipts) {
        this.registry = registry;
        this.decisions = decisions;
        this.entries = entries;
        this.receipts = receipts;
    }

    @GetMapping("/log/events/{event}/receipt")
    @Requires(Operation.READ_EVENTS)
    ResponseEntity<byte[]> ofAny(@PathVariable String event) {
        return receipt(event);
    }

    /** Newest first. */
    record Listed(List<One> receipts) {}

    /** @param href where the receipt is, below the server's address */
    record One(String eventId, String type, Instant time, String href) {}

    @GetMapping(OF_VERSION)
    @Requires(Operation.READ_AUDIT)
    Listed ofVersion(@PathVariable String name, @PathVariable String version) {
        ModelId model = registry.id(name);
        int number = ModelLimits.requireVersion(version);
        registry.version(name, version);
        return new Listed(decisions.on(model, number).stream()
                .map(found -> new One(
                        found.eventId(),
                        found.type(),
                        Instant.ofEpochMilli(found.occurredAt()),
                        "/api/governance/v1/models/" + UriUtils.encodePathSegment(name, StandardCharsets.UTF_8)
                                + "/versions/" + number + "/receipts/" + found.eventId()))
                .toList());
    }

    @GetMapping(OF_VERSION + "/{event}")
    @Requires(Operation.READ_AUDIT)
    ResponseEntity<byte[]> ofVersion(
            @PathVariable String name, @PathVariable String version, @PathVariable String event) {
        int number = ModelLimits.requireVersion(version);
        if (!decisions.isOn(registry.id(name), number, event)) {
            throw Rejection.of(
                    Reason.PROOF_NOT_FOUND,
                    "Nothing was decided about version %d of %s by event %s.",
                    number,
                    name,
                    event);
        }
        return receipt(event);
    }

    private ResponseEntity<byte[]> receipt(String event) {
        EntryTable.Stored stored = entries.stored(event)
                .orElseThrow(() -> Rejection.of(Reason.PROOF_NOT_FOUND, "There is no event %s.", event));
        if (!Decision.isOne(stored.entry().type())) {
            throw Rejection.of(
                    Reason.PROOF_NOT_FOUND,
                    "Event %s is a %s, which decides nothing: it has a proof, and no receipt.",
                    event,
                    stored.entry().type());
        }
        try {
            return ResponseEntity.ok()
                    .contentType(RECEIPT)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + event + ".receipt.json\"")
                    .body(receipts.of(stored)
                            .orElseThrow(() -> ProofRoutes.notYet(event))
                            .canonical());
        } catch (Forged e) {
            LOG.error("Event {} is not what the log was signed with. {}", event, e.getMessage());
            throw Rejection.of(
                    Reason.EVENT_ALTERED,
                    "Event %s was altered after the log was signed with it; nothing is signed about it. %s",
                    event,
                    String.valueOf(e.getMessage()));
        }
    }
}
