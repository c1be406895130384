package io.countersign.catalog;

import io.countersign.modelversion.Manifest;
import io.countersign.modelversion.VersionId;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.tag.Tag;
import io.countersign.views.OpenTag;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows that hold what people add to one version. */
record VersionRows(JdbcTemplate jdbc, Vault vault, ModelId model, int version) {

    static VersionRows of(VersionId version, JdbcTemplate jdbc, Vault vault) {
        return new VersionRows(jdbc, vault, version.model(), version.number());
    }

    void describe(String description) {
        jdbc.update("""
                        insert into model_version_descriptions (model_id, version, description) values (?, ?, ?)
                        on conflict (model_id, version) do update set description = excluded.description""", model.value(), version, description);
    }

    /** @param at milliseconds since the epoch */
    void touch(long at) {
        jdbc.update("""
                        insert into model_version_updates as before (model_id, version, updated_at) values (?, ?, ?)
                        on conflict (model_id, version) do update
                        set updated_at = greatest(before.updated_at, excluded.updated_at)""", model.value(), version, at);
        Touches.remember(jdbc, model, version, at);
    }

    void setTag(Tag tag) {
        OpenTag open = OpenTag.of(tag, vault);
        jdbc.update("""
                        insert into model_version_tags (model_id, version, key, value, sealed_by) values (?, ?, ?, ?, ?)
                        on conflict (model_id, version, key) do update
                        set value = excluded.value, sealed_by = excluded.sealed_by""", model.value(), version, open.key(), open.value(), open.sealedBy());
    }

    void deleteTag(String key) {
        jdbc.update(
                "delete from model_version_tags where model_id = ? and version = ? and key = ?",
                model.value(),
                version,
                key);
    }

    /** The version's own stream may have been read before its model's. */
    void awaitVerification() {
        jdbc.update(
                "insert into model_version_artifacts (model_id, version, state) values (?, ?, 'pending') "
                        + "on conflict do nothing",
                model.value(),
                version);
    }

    void verify(String digest, List<Manifest.File> files, Instant at) {
        String list = ViewJson.write(files.stream()
                .map(file -> Map.of("path", file.path(), "sha256", file.sha256(), "size", file.size()))
                .map(TreeMap::new)
                .toList());
        settle("verified", digest, list, null, at);
    }

    void leaveUnverified(String reason, Instant at) {
        settle("unverified", null, null, reason, at);
    }

    private void settle(
            String state, @Nullable String digest, @Nullable String files, @Nullable String reason, Instant at) {
        jdbc.update("""
                        insert into model_version_artifacts (model_id, version, state, digest, files, reason, decided_at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?)
                        on conflict (model_id, version) do update
                        set state = excluded.state, digest = excluded.digest, files = excluded.files,
                            reason = excluded.reason, decided_at = excluded.decided_at""", model.value(), version, state, digest, files, reason, at.toEpochMilli());
    }
}
