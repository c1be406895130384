package io.countersign.catalog;

import io.countersign.registeredmodel.ModelId;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * When models and versions were last changed. Several streams say so, in whichever order they are read: the latest time stays,
 * and each is remembered with its event, so that what was the latest can be told of any point.
 */
final class Touches {

    private static final int THE_MODEL_ITSELF = 0;

    private Touches() {}

    /** @param at milliseconds since the epoch */
    static void touch(JdbcTemplate jdbc, ModelId model, long at) {
        jdbc.update(
                "update registered_models set updated_at = greatest(updated_at, ?) where model_id = ?",
                at,
                model.value());
        remember(jdbc, model, THE_MODEL_ITSELF, at);
    }

    /** @param at milliseconds since the epoch */
    static void remember(JdbcTemplate jdbc, ModelId model, int version, long at) {
        jdbc.update("""
                        insert into registry_touches as before (model_id, version, known_from, updated_at)
                        values (?, ?, current_setting('countersign.event')::bigint, ?)
                        on conflict (model_id, version, known_from) do update
                        set updated_at = greatest(before.updated_at, excluded.updated_at)""", model.value(), version, at);
    }
}
