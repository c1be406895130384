package io.countersign.evidence;

import io.countersign.artifact.ArtifactStore;
import io.countersign.modelversion.VersionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads documents once more, so that nobody decides on what is no longer what was put forward. */
@Component
public final class EvidenceVerifier {

    private final EvidenceQueries evidence;
    private final ArtifactStore store;

    EvidenceVerifier(EvidenceQueries evidence, ArtifactStore store) {
        this.evidence = evidence;
        this.store = store;
    }

    /**
     * Those documents of a version whose bytes are lost, or are not the ones that were hashed when they were given.
     *
     * @throws IOException when the store does not answer, so that nobody knows
     */
    public List<EvidenceView> damaged(VersionId version) throws IOException {
        Map<String, Boolean> intact = new HashMap<>();
        List<EvidenceView> damaged = new ArrayList<>();
        for (EvidenceView document : evidence.of(version)) {
            Boolean known = intact.get(document.sha256());
            boolean sound = known == null ? isIntact(document) : known;
            intact.put(document.sha256(), sound);
            if (!sound) {
                damaged.add(document);
            }
        }
        return damaged;
    }

    private boolean isIntact(EvidenceView document) throws IOException {
        MessageDigest digest = MeasuredBytes.sha256();
        try (InputStream bytes = store.open(document.sha256(), 0, document.size() + 1)) { // no byte more than it had
            new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            return false;
        }
        return HexFormat.of().formatHex(digest.digest()).equals(document.sha256());
    }
}
