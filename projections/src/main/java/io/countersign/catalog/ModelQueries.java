package io.countersign.catalog;

import io.countersign.registeredmodel.ModelId;
import io.countersign.views.KeyValues;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks registered models up. */
public final class ModelQueries {

    private final JdbcTemplate jdbc;

    public ModelQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<ModelId> idOf(String name) {
        return jdbc.queryForList("select model_id from registered_models where name = ?", String.class, name).stream()
                .findFirst()
                .map(ModelId::new);
    }

    public Optional<ModelView> byName(String name) {
        return idOf(name).flatMap(id -> byIds(List.of(id.value())).stream().findFirst());
    }

    /** In the order of the ids; those that do not exist are left out. */
    public List<ModelView> byIds(Collection<String> ids) {
        String[] wanted = ids.toArray(String[]::new);
        Map<String, Map<String, String>> tags = KeyValues.read(
                jdbc, "select model_id, key, value from registered_model_tags where model_id = any (?)", wanted);
        Map<String, Map<String, Integer>> aliases = aliases(wanted);
        return jdbc.query(
                """
                select m.*, coalesce(u.username, m.created_by) as creator from registered_models m
                join unnest(?::text[]) with ordinality as wanted (id, place) on m.model_id = wanted.id
                left join ops.users u on u.subject_id = m.created_by order by wanted.place""",
                (row, number) -> new ModelView(
                        row.getString("model_id"),
                        row.getString("name"),
                        row.getString("description"),
                        row.getString("creator"),
                        row.getLong("created_at"),
                        row.getLong("updated_at"),
                        tags.getOrDefault(row.getString("model_id"), new TreeMap<>()),
                        aliases.getOrDefault(row.getString("model_id"), new TreeMap<>())),
                (Object) wanted);
    }

    /**
     * By name, without prompts.
     *
     * @param after the name after which to begin; empty for the first
     */
    public List<ModelView> page(String after, int limit) {
        List<String> ids = jdbc.queryForList("""
                select model_id from registered_models m
                where name > ? and not exists (
                    select from registered_model_tags t where t.model_id = m.model_id
                    and t.key = '%s' and lower(t.value) = 'true')
                order by name limit ?""".formatted(ModelView.PROMPT_TAG), String.class, after, limit);
        return byIds(ids);
    }

    private Map<String, Map<String, Integer>> aliases(String[] models) {
        Map<String, Map<String, Integer>> aliases = new HashMap<>();
        jdbc.query(
                "select model_id, alias, version from model_aliases where model_id = any (?)",
                row -> {
                    aliases.computeIfAbsent(row.getString(1), model -> new TreeMap<>())
                            .put(row.getString(2), row.getInt(3));
                },
                (Object) models);
        return aliases;
    }
}
