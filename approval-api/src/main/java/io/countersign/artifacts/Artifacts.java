package io.countersign.artifacts;

import io.countersign.artifact.ArtifactStore;
import io.countersign.artifact.ArtifactStore.Stored;
import io.countersign.artifacts.ArtifactMessages.FileInfo;
import io.countersign.artifacts.Downloads.Download;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.ArtifactPath;
import io.countersign.tracking.ArtifactQueries;
import io.countersign.tracking.ArtifactQueries.StoredFile;
import io.countersign.wire.Sender;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** @param size in bytes, as it was announced, or {@link ArtifactStore#UNKNOWN} */
    void upload(ArtifactOwner owner, String path, InputStream bytes, long size) throws IOException {
        requireWritable(owner, path);
        Stored stored = store.store(bytes, size);
        sender.send(owner.stored(path, stored.sha256(), stored.size()));
    }

    /** Before a byte is read, so that nobody sends what will be refused. The decision itself is the owner's. */
    void requireWritable(ArtifactOwner owner, String path) {
        ArtifactPath.require(path);
        owners.requireWritable(owner);
        sender.check(owner.stored(path, "", 0));
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
    Download fileOf(ArtifactOwner owner, String path) {
        owners.require(owner);
        return file(owner, path);
    }

    Download file(ArtifactOwner owner, String path) {
        StoredFile file = files.file(owner.stream(), ArtifactPath.require(path)).orElseThrow(() -> notFound(path));
        return new Download(file.sha256(), file.size(), path.substring(path.lastIndexOf('/') + 1));
    }

    private static Rejection notFound(String path) {
        return Rejection.of(Reason.ARTIFACT_NOT_FOUND, "No such artifact: '%s'", path);
    }
}
