package io.countersign.catalog;

import io.countersign.modelversion.Manifest;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.views.ViewJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/** Looks up what versions consist of. */
public final class VersionArtifacts {

    private static final TypeReference<List<Manifest.File>> FILES = new TypeReference<>() {};

    private final JdbcTemplate jdbc;

    public VersionArtifacts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param state {@code pending}, {@code verified} or {@code unverified}
     * @param digest of all files; null unless verified
     * @param files none unless verified
     * @param reason null unless unverified
     * @param decidedAt milliseconds since the epoch; null while pending
     */
    public record Verification(
            String state,
            @Nullable String digest,
            List<Manifest.File> files,
            @Nullable String reason,
            @Nullable Long decidedAt) {}

    /** @param location where its files are */
    public record Pending(VersionId version, String location) {}

    public Optional<Verification> of(String modelId, int version) {
        return jdbc
                .query(
                        "select * from model_version_artifacts where model_id = ? and version = ?",
                        (row, number) -> new Verification(
                                row.getString("state"),
                                row.getString("digest"),
                                files(row.getString("files")),
                                row.getString("reason"),
                                row.getObject("decided_at", Long.class)),
                        modelId,
                        version)
                .stream()
                .findFirst();
    }

    /**
     * Some of the versions that nobody has looked at yet, in the order of their ids.
     *
     * @param after the last that the caller has seen; null to begin
     */
    public List<Pending> pending(@Nullable VersionId after, int limit) {
        return jdbc.query(
                "select v.model_id, v.version, v.location from model_version_artifacts a "
                        + "join model_versions v using (model_id, version) "
                        + "where a.state = 'pending' and (a.model_id, a.version) > (?, ?) "
                        + "order by a.model_id, a.version limit ?",
                (row, number) -> new Pending(
                        new VersionId(new ModelId(row.getString("model_id")), row.getInt("version")),
                        row.getString("location")),
                after == null ? "" : after.model().value(),
                after == null ? 0 : after.number(),
                limit);
    }

    private static List<Manifest.File> files(@Nullable String json) {
        return json == null ? List.of() : ViewJson.read(json, FILES);
    }
}
