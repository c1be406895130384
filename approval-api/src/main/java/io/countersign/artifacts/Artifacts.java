package io.countersign.artifacts;

import io.countersign.artifact.ArtifactStore;
import io.countersign.artifact.ArtifactStore.Stored;
import io.countersign.artifacts.ArtifactMessages.FileInfo;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.ArtifactPath;
import io.countersign.tracking.ArtifactQueries;
import io.countersign.tracking.ArtifactQueries.StoredFile;
import io.countersign.wire.Sender;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private final Owners owners;
    private final Sender sender;

    Artifacts(ArtifactStore store, ArtifactQueries files, Owners owners, Sender sender) {
        this.store = store;
        this.files = files;
        this.owners = owners;
        this.sender = sender;
    }

    void upload(ArtifactOwner owner, String path, InputStream bytes) throws IOException {
        ArtifactPath.require(path);
        owners.require(owner);
        Stored stored = store.store(bytes);
        sender.send(owner.stored(path, stored.sha256(), stored.size()));
    }

    void delete(ArtifactOwner owner, String path) {
        if (files.file(owner.stream(), path).isEmpty() && list(owner, path).isEmpty()) {
            throw notFound(path);
        }
        sender.send(owner.deleted(path));
    }

    List<ArtifactQueries.Entry> list(ArtifactOwner owner, String folder) {
        if (!folder.isEmpty()) {
            ArtifactPath.require(folder);
        }
        return files.list(owner.stream(), folder);
    }

    /** What is in a folder of somebody who must exist, and where it is. */
    ArtifactMessages.Files filesOf(ArtifactOwner owner, @Nullable String folder) {
        return new ArtifactMessages.Files(
                owners.rootOf(owner),
                list(owner, folder == null ? "" : folder).stream()
                        .map(FileInfo::of)
                        .toList());
    }

    /** The file of somebody who must exist. */
    ResponseEntity<Resource> downloadOf(ArtifactOwner owner, String path) {
        owners.require(owner);
        return download(owner, path);
    }

    /** As something to save, never to show: a browser must not run what somebody uploaded. */
    ResponseEntity<Resource> download(ArtifactOwner owner, String path) {
        StoredFile file = files.file(owner.stream(), ArtifactPath.require(path)).orElseThrow(() -> notFound(path));
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
