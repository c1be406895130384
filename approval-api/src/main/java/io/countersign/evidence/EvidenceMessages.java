package io.countersign.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the evidence routes. */
final class EvidenceMessages {

    private EvidenceMessages() {}

    /**
     * @param from {@code runs:/<run>/<path>}, or a path below the version's location
     * @param name under which it is saved; when null, its own
     * @param mediaType when null, what its name suggests
     * @param sha256 that it must have; when null, whatever it has
     */
    record Fetch(
            @Required String from,
            @Nullable String name,
            @Nullable String mediaType,
            @Nullable String sha256) {}

    record Documents(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<Document> evidence) {}

    /** @param producerId the opaque id under which the log knows the producer */
    record Document(
            String slot,
            String mediaType,
            String sha256,
            long size,
            String name,
            String producer,
            String producerId,
            Instant givenAt) {

        static Document of(EvidenceView view) {
            return new Document(
                    view.slot(),
                    view.mediaType(),
                    view.sha256(),
                    view.size(),
                    view.name(),
                    view.producedBy(),
                    view.producerId(),
                    Instant.ofEpochMilli(view.givenAt()));
        }
    }
}
