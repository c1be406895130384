package io.countersign.artifacts;

import io.countersign.Uuid7;
import io.countersign.artifact.ArtifactStore;
import io.countersign.artifact.ArtifactStore.Part;
import io.countersign.artifact.ArtifactStore.PartPlace;
import io.countersign.artifact.ArtifactStore.Stored;
import io.countersign.artifact.UploadTable;
import io.countersign.artifact.UploadTable.State;
import io.countersign.artifact.UploadTable.Upload;
import io.countersign.artifacts.UploadMessages.SentPart;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.Sender;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Uploads in parts: begun, filled and completed by requests that may reach different servers. */
@Component
class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final int MOST_PARTS = 10_000;

    private final ArtifactStore store;
    private final UploadTable table;
    private final Artifacts artifacts;
    private final Sender sender;

    Uploads(ArtifactStore store, UploadTable table, Artifacts artifacts, Sender sender) {
        this.store = store;
        this.table = table;
        this.artifacts = artifacts;
        this.sender = sender;
    }

    Upload begin(ArtifactAddress address, int parts) {
        if (parts < 1 || parts > MOST_PARTS) {
            throw Invalid.value("num_parts", parts, "an upload has 1 to " + MOST_PARTS + " parts.");
        }
        artifacts.requireWritable(address.owner(), address.path());
        Upload upload =
                new Upload(Uuid7.hex(), address.toString(), sender.subject().value(), parts);
        table.begin(upload);
        return upload;
    }

    /** @return the part's checksum */
    String keep(String id, int number, long size, InputStream bytes) throws IOException {
        Upload upload = table.find(id)
                .filter(state -> !state.completed())
                .orElseThrow(Uploads::unknown)
                .upload();
        if (size < 0) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "A part is sent with its Content-Length.");
        }
        PartPlace place = new PartPlace(number, number == upload.parts(), size);
        requireSize(upload, place);
        String checksum = store.keep(id, place, bytes);
        try {
            table.keep(id, new Part(place, checksum));
        } catch (DataIntegrityViolationException e) {
            throw unknown(); // aborted meanwhile
        }
        return checksum;
    }

    private void requireSize(Upload upload, PartPlace place) {
        if (place.last()) {
            return;
        }
        long size = table.partSize(upload.id(), place.size());
        if (size != place.size() || size == 0) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "Part %d has %d bytes; all parts but the last have one size, here %d bytes, which is not 0.",
                    place.number(),
                    place.size(),
                    size);
        }
    }

    /** Also once more, for a client that did not hear the first answer. */
    void complete(ArtifactAddress address, String id, List<SentPart> sent) throws IOException {
        State state = own(address, id);
        if (!state.completed()) {
            Stored stored = state.stored() == null ? join(state.upload(), sent) : state.stored();
            sender.send(
                    address.owner().stored(address.path(), stored.sha256(), stored.size()),
                    answer -> table.complete(id));
        }
    }

    private Stored join(Upload upload, List<SentPart> sent) throws IOException {
        List<Part> parts = table.parts(upload);
        if (parts.size() != upload.parts() || !UploadMessages.areSame(sent, parts)) {
            throw Rejection.of(
                    Reason.PARAMETER_INVALID,
                    "The upload has %d of %d parts, or not as they are listed; send the others, or begin anew.",
                    parts.size(),
                    upload.parts());
        }
        Stored stored = store.join(upload.id(), parts);
        table.joined(upload.id(), stored);
        return stored;
    }

    void abort(ArtifactAddress address, String id) throws IOException {
        if (!own(address, id).completed()) {
            table.end(id);
            store.discard(id);
        }
    }

    private State own(ArtifactAddress address, String id) {
        return table.find(id)
                .filter(state -> state.upload().address().equals(address.toString()))
                .filter(state ->
                        state.upload().subject().equals(sender.subject().value()))
                .orElseThrow(Uploads::unknown);
    }

    private static Rejection unknown() {
        return Rejection.of(
                Reason.ARTIFACT_NOT_FOUND, "There is no such upload; it may have been completed, aborted or expired.");
    }

    /** Those whose links have expired, and what killed servers left behind. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        try {
            for (String id : table.olderThan(Links.UPLOAD.plusHours(1))) {
                store.discard(id);
                table.end(id);
            }
            java.time.Instant now = java.time.Instant.now();
            store.sweep(now.minus(java.time.Duration.ofHours(1)), now.minus(Links.UPLOAD.plusHours(1)));
        } catch (IOException e) {
            LOG.warn("Abandoned uploads could not be removed: {}", e.getMessage());
        }
    }
}
