package io.countersign.tracking;

import io.countersign.run.Metric;
import io.countersign.views.KeyValues;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/** Looks runs up, deleted ones included. */
public final class RunQueries {

    private static final TypeReference<Metric.Origin> ORIGIN = new TypeReference<>() {};

    private final JdbcTemplate jdbc;

    public RunQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<RunView> byId(String runId) {
        return byIds(List.of(runId)).stream().findFirst();
    }

    /** In the order of the ids; those that do not exist are left out. */
    public List<RunView> byIds(Collection<String> ids) {
        String[] wanted = ids.toArray(String[]::new);
        Map<String, Map<String, String>> params =
                KeyValues.read(jdbc, "select run_id, key, value from run_params where run_id = any (?)", wanted);
        Map<String, Map<String, String>> tags =
                KeyValues.read(jdbc, "select run_id, key, value from run_tags where run_id = any (?)", wanted);
        Map<String, List<Metric>> metrics = latestMetrics(wanted);
        return jdbc.query("""
                select r.*, e.deleted or coalesce(r.deleted_at = e.restorations, false) as is_deleted
                from runs r join experiments e using (experiment_id)
                join unnest(?::text[]) with ordinality as wanted (id, place) on r.run_id = wanted.id
                order by wanted.place""", (row, number) -> view(row, metrics, params, tags), (Object) wanted);
    }

    private Map<String, List<Metric>> latestMetrics(String[] runs) {
        Map<String, List<Metric>> metrics = new HashMap<>();
        jdbc.query(
                "select * from latest_metrics where run_id = any (?) order by run_id, key",
                row -> {
                    metrics.computeIfAbsent(row.getString("run_id"), run -> new ArrayList<>())
                            .add(metric(row));
                },
                (Object) runs);
        return metrics;
    }

    static Metric metric(ResultSet row) throws SQLException {
        return new Metric(
                row.getString("key"),
                row.getDouble("value"),
                row.getLong("ts"),
                row.getLong("step"),
                origin(row.getString("origin")));
    }

    private static Metric.@Nullable Origin origin(@Nullable String json) {
        return json == null ? null : ViewJson.read(json, ORIGIN);
    }

    private static RunView view(
            ResultSet row,
            Map<String, List<Metric>> metrics,
            Map<String, Map<String, String>> params,
            Map<String, Map<String, String>> tags)
            throws SQLException {
        String id = row.getString("run_id");
        return new RunView(
                id,
                row.getString("experiment_id"),
                row.getString("name"),
                row.getString("user_name"),
                row.getString("status"),
                row.getObject("started_at", Long.class),
                row.getObject("ended_at", Long.class),
                row.getString("artifact_uri"),
                row.getBoolean("is_deleted"),
                metrics.getOrDefault(id, List.of()),
                params.getOrDefault(id, new TreeMap<>()),
                tags.getOrDefault(id, new TreeMap<>()));
    }
}
