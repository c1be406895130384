package io.countersign.loggedmodel;

import io.countersign.loggedmodel.LoggedModelView.Point;
import io.countersign.loggedmodel.LoggedModelView.Registration;
import io.countersign.views.KeyValues;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Looks logged models up, deleted ones included. */
public final class LoggedModelQueries {

    private static final String VERSIONS_TAG = "mlflow.modelVersions";

    private final JdbcTemplate jdbc;

    public LoggedModelQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<LoggedModelView> byId(String modelId) {
        return byIds(List.of(modelId)).stream().findFirst();
    }

    /** In the order of the ids; those that do not exist are left out. */
    public List<LoggedModelView> byIds(Collection<String> ids) {
        String[] wanted = ids.toArray(String[]::new);
        Rows rows = new Rows(
                KeyValues.read(
                        jdbc, "select model_id, key, value from logged_model_params where model_id = any (?)", wanted),
                KeyValues.read(
                        jdbc, "select model_id, key, value from logged_model_tags where model_id = any (?)", wanted),
                metrics(wanted),
                registrations(wanted));
        return jdbc.query("""
                select m.* from logged_models m
                join unnest(?::text[]) with ordinality as wanted (id, place) on m.model_id = wanted.id
                order by wanted.place""", (row, number) -> rows.view(row), (Object) wanted);
    }

    /** Those of the ids that belong to a logged model, be it deleted. */
    public Set<String> known(Collection<String> ids) {
        return new HashSet<>(
                jdbc.queryForList("select model_id from logged_models where model_id = any (?)", String.class, (Object)
                        ids.toArray(String[]::new)));
    }

    /** Each point once, however often it was logged. */
    private Map<String, List<Point>> metrics(String[] ids) {
        return grouped(
                """
                select distinct model_id, key, ts, step, run_id, value, dataset_name, dataset_digest
                from logged_model_metrics where model_id = any (?) order by 1, 2, 3, 4, 5, 6""",
                (row, number) -> new Point(
                        row.getString("run_id"),
                        row.getString("key"),
                        row.getDouble("value"),
                        row.getLong("ts"),
                        row.getLong("step"),
                        row.getString("dataset_name"),
                        row.getString("dataset_digest")),
                ids);
    }

    private Map<String, List<Registration>> registrations(String[] ids) {
        return grouped("""
                select v.logged_model_id, m.name, v.version
                from model_versions v join registered_models m on m.model_id = v.model_id
                where v.logged_model_id = any (?) order by m.name, v.version""", (row, number) -> new Registration(row.getString("name"), row.getInt("version")), ids);
    }

    private <T> Map<String, List<T>> grouped(String sql, RowMapper<T> mapper, String[] ids) {
        Map<String, List<T>> byModel = new HashMap<>();
        jdbc.query(
                sql,
                row -> {
                    byModel.computeIfAbsent(row.getString(1), model -> new ArrayList<>())
                            .add(mapper.mapRow(row, 0));
                },
                (Object) ids);
        return byModel;
    }

    /** MLflow's clients read from a tag which versions were made of a model; so it says what the registry has. */
    private static Map<String, String> withVersions(Map<String, String> tags, List<Registration> registrations) {
        if (registrations.isEmpty()) {
            return tags;
        }
        Map<String, String> all = new TreeMap<>(tags);
        all.put(
                VERSIONS_TAG,
                ViewJson.write(registrations.stream()
                        .map(version -> new TreeMap<>(
                                Map.of("name", version.name(), "version", Integer.toString(version.version()))))
                        .toList()));
        return all;
    }

    /** What belongs to the models, by their ids. */
    private record Rows(
            Map<String, Map<String, String>> params,
            Map<String, Map<String, String>> tags,
            Map<String, List<Point>> metrics,
            Map<String, List<Registration>> registrations) {

        LoggedModelView view(ResultSet row) throws SQLException {
            String id = row.getString("model_id");
            return new LoggedModelView(
                    id,
                    row.getString("experiment_id"),
                    row.getString("name"),
                    row.getString("model_type"),
                    LoggedModelStatus.valueOf(row.getString("status")),
                    row.getString("source_run_id"),
                    row.getString("artifact_uri"),
                    row.getLong("created_at"),
                    row.getLong("updated_at"),
                    row.getBoolean("deleted"),
                    params.getOrDefault(id, Map.of()),
                    withVersions(tags.getOrDefault(id, Map.of()), registrations.getOrDefault(id, List.of())),
                    metrics.getOrDefault(id, List.of()),
                    registrations.getOrDefault(id, List.of()));
        }
    }
}
