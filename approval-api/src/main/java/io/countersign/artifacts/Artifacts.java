package io.countersign.artifacts;

import io.countersign.artifact.ArtifactStore;
import io.countersign.artifact.ArtifactStore.Stored;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.ArtifactPath;
import io.countersign.run.RunCommand;
import io.countersign.run.RunId;
import io.countersign.tracking.ArtifactQueries;
import io.countersign.tracking.ArtifactQueries.StoredFile;
import io.countersign.tracking.RunQueries;
import io.countersign.tracking.RunView;
import io.countersign.wire.Sender;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What the routes on artifacts have in common. Bytes are stored before the event that records them, never after. */
@Component
final class Artifacts {

    private final ArtifactStore store;
    private final ArtifactQueries files;
    private final RunQueries runs;
    private final Sender sender;

    Artifacts(ArtifactStore store, ArtifactQueries files, RunQueries runs, Sender sender) {
        this.store = store;
        this.files = files;
        this.runs = runs;
        this.sender = sender;
    }

    void upload(RunId run, String path, InputStream bytes) throws IOException {
        ArtifactPath.require(path);
        requireRun(run);
        Stored stored = store.store(bytes);
        sender.send(new RunCommand.StoreArtifact(run, path, stored.sha256(), stored.size()));
    }

    void delete(RunId run, String path) {
        if (files.file(run.value(), path).isEmpty() && list(run, path).isEmpty()) {
            throw notFound(path);
        }
        sender.send(new RunCommand.DeleteArtifact(run, path));
    }

    List<ArtifactQueries.Entry> list(RunId run, String folder) {
        if (!folder.isEmpty()) {
            ArtifactPath.require(folder);
        }
        return files.list(run.value(), folder);
    }

    RunView requireRun(RunId run) {
        return runs.byId(run.value())
                .orElseThrow(() -> Rejection.of(Reason.RUN_NOT_FOUND, "Run with id=%s not found", run));
    }

    /** As something to save, never to show: a browser must not run what somebody uploaded. */
    ResponseEntity<Resource> download(RunId run, String path) {
        StoredFile file = files.file(run.value(), ArtifactPath.require(path)).orElseThrow(() -> notFound(path));
        String name = path.substring(path.lastIndexOf('/') + 1);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .eTag(file.sha256())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(new FileSystemResource(store.file(file.sha256())));
    }

    private static Rejection notFound(String path) {
        return Rejection.of(Reason.ARTIFACT_NOT_FOUND, "No such artifact: '%s'", path);
    }
}
