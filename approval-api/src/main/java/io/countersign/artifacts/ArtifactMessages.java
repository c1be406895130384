package io.countersign.artifacts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.tracking.ArtifactQueries.Entry;
import io.countersign.wire.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the artifact routes. */
final class ArtifactMessages {

    private ArtifactMessages() {}

    record InStore(@Nullable String path) {}

    record OfRun(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable String path) {}

    record OfLoggedModel(
            @Nullable String artifactDirectoryPath,
            @Nullable String artifactFilePath) {}

    record OfVersion(
            @Required String name,
            @Required String version,
            @Required String path) {}

    record Listed(List<FileInfo> files) {}

    record Files(String rootUri, List<FileInfo> files) {}

    /** @param fileSize in bytes; absent for a folder */
    record FileInfo(
            String path,
            boolean isDir,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long fileSize) {

        static FileInfo of(Entry entry) {
            return new FileInfo(entry.path(), entry.folder(), entry.folder() ? null : entry.size());
        }

        static FileInfo named(Entry entry) {
            String name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
            return new FileInfo(name, entry.folder(), entry.folder() ? null : entry.size());
        }
    }
}
