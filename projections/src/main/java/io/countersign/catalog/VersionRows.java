package io.countersign.catalog;

import io.countersign.modelversion.VersionId;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.tag.Tag;
import io.countersign.views.OpenTag;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows that hold what people add to one version. */
record VersionRows(JdbcTemplate jdbc, Vault vault, ModelId model, int version) {

    static VersionRows of(VersionId version, JdbcTemplate jdbc, Vault vault) {
        return new VersionRows(jdbc, vault, version.model(), version.number());
    }

    void describe(String description, Instant at) {
        jdbc.update("""
                        insert into model_version_descriptions (model_id, version, description, updated_at)
                        values (?, ?, ?, ?)
                        on conflict (model_id, version) do update
                        set description = excluded.description, updated_at = excluded.updated_at""", model.value(), version, description, at.toEpochMilli());
    }

    void setTag(Tag tag) {
        OpenTag open = OpenTag.of(tag, vault);
        jdbc.update("""
                        insert into model_version_tags (model_id, version, key, value) values (?, ?, ?, ?)
                        on conflict (model_id, version, key) do update set value = excluded.value""", model.value(), version, open.key(), open.value());
    }

    void deleteTag(String key) {
        jdbc.update(
                "delete from model_version_tags where model_id = ? and version = ? and key = ?",
                model.value(),
                version,
                key);
    }
}
