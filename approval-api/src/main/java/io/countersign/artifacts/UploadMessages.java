package io.countersign.artifacts;

import io.countersign.artifact.ArtifactStore.Part;
import io.countersign.wire.Required;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of uploads in parts. */
final class UploadMessages {

    private UploadMessages() {}

    /** @param path of the file on the client's machine; only its name counts */
    record Create(@Required String path, @Nullable Integer numParts) {}

    record Created(String uploadId, List<Credential> credentials) {}

    record Credential(String url, int partNumber, Map<String, String> headers) {}

    record Complete(
            @Required String path,
            @Required String uploadId,
            @Required List<SentPart> parts) {}

    record Abort(@Required String path, @Required String uploadId) {}

    record SentPart(
            @Nullable Integer partNumber,
            @Nullable String etag,
            @Nullable String url) {}

    /** @param fileSize in bytes */
    record Presigned(String url, Map<String, String> headers, long fileSize) {}

    /** Whether the client lists all parts, each once, by the tags that it was given for them. */
    static boolean areSame(List<SentPart> sent, List<Part> kept) {
        Map<Integer, String> tags = new HashMap<>();
        for (SentPart part : sent) {
            if (part.partNumber() == null || part.etag() == null) {
                return false;
            }
            tags.put(part.partNumber(), part.etag().replace("\"", ""));
        }
        return sent.size() == kept.size()
                && kept.stream().allMatch(part -> part.checksum()
                        .equals(tags.get(part.place().number())));
    }
}
