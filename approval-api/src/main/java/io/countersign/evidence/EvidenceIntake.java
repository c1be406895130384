package io.countersign.evidence;

import io.countersign.artifact.ArtifactStore;
import io.countersign.artifact.ArtifactStore.Stored;
import io.countersign.artifacts.Downloads.Download;
import io.countersign.artifacts.OwnFiles;
import io.countersign.catalog.VersionView;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Takes documents into the artifact store, from requests or from what the server holds already. */
@Component
final class EvidenceIntake {

    private static final String RUNS = "runs:/";
    private static final Pattern ELSEWHERE = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*:)?/");

    private final ArtifactStore store;
    private final OwnFiles files;
    private final long most;

    EvidenceIntake(ArtifactStore store, OwnFiles files, @Value("${countersign.evidence.max-size:64MB}") DataSize most) {
        this.store = store;
        this.files = files;
        this.most = most.toBytes();
    }

    /**
     * @param announced digests in hexadecimal, all of which the body must have
     * @throws Rejection when the body is empty, too large or another than announced; nothing of it is kept then
     */
    Stored receive(HttpServletRequest request, List<String> announced) throws IOException {
        MeasuredBytes.requireSize(request.getContentLengthLong(), most);
        return store.store(
                new MeasuredBytes(request.getInputStream(), most, digest -> requireAnnounced(digest, announced)),
                request.getContentLengthLong());
    }

    static void requireAnnounced(String digest, List<String> announced) {
        for (String each : announced) {
            if (!each.equals(digest)) {
                throw Rejection.of(
                        Reason.DIGEST_MISMATCH,
                        "The document has the SHA-256 %s where %s was announced; nothing was kept.",
                        digest,
                        each);
            }
        }
    }

    /**
     * @param from {@code runs:/<run>/<path>}, or a path below the version's location
     * @throws Rejection when the server does not hold it
     */
    Download find(VersionView version, String from) {
        if (from.startsWith(RUNS)) {
            return ofRun(from);
        }
        if (ELSEWHERE.matcher(from).find()) {
            throw DocumentTypes.noLinks();
        }
        return files.ofVersion(version, from);
    }

    private Download ofRun(String from) {
        int slash = from.indexOf('/', RUNS.length());
        if (slash < 0) {
            throw Rejection.of(Reason.PARAMETER_INVALID, "'%s' names no file; use runs:/<run>/<path>.", from);
        }
        return files.ofRun(new RunId(from.substring(RUNS.length(), slash)), from.substring(slash + 1));
    }

    /** Reads and hashes it once more, as nobody has looked at it since it was stored. */
    Stored fetch(Download file) throws IOException {
        MeasuredBytes.requireSize(file.size(), most);
        try (InputStream bytes = store.open(file.sha256(), 0, file.size())) {
            return store.store(
                    new MeasuredBytes(bytes, most, digest -> requireUndamaged(digest, file)), ArtifactStore.UNKNOWN);
        }
    }

    private static void requireUndamaged(String digest, Download file) {
        if (!digest.equals(file.sha256())) {
            throw Rejection.of(
                    Reason.ARTIFACT_DAMAGED,
                    "The store's copy of %s has the SHA-256 %s where %s was recorded; an operator must restore it.",
                    file.name(),
                    digest,
                    file.sha256());
        }
    }
}
