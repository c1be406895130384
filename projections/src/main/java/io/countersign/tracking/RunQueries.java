package io.countersign.tracking;

import io.countersign.run.Metric;
import io.countersign.views.KeyValues;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private static final String FOLDED = "select * from latest_metrics where run_id = any (?)";

    /**
     * With the batches that are not folded yet: of each run the newest events, back to the first that is. Step by step
     * along the stream, as no statistics tell PostgreSQL that these are few.
     */
    private static final String FOLDED_AND_NOT = """
            with recursive wanted as (select unnest(?::text[]) as run_id),
            unfolded (run_id, sequence_number) as (
                select w.run_id, e.sequence_number
                from wanted w cross join lateral (
                    select sequence_number, global_index from log.domain_event_entry
                    where aggregate_identifier = 'run/' || w.run_id order by sequence_number desc limit 1) e
                where e.global_index > (select folded from ops.metric_fold)
                union all
                select u.run_id, e.sequence_number
                from unfolded u join log.domain_event_entry e
                    on e.aggregate_identifier = 'run/' || u.run_id and e.sequence_number = u.sequence_number - 1
                where e.global_index > (select folded from ops.metric_fold))
            select l.* from wanted join latest_metrics l using (run_id)
            union all
            select b.run_id, p.key, p.value, p.ts, p.step, b.origins -> (p.place::int - 1)
            from unfolded u join metric_batches b using (run_id, sequence_number)
            cross join lateral unnest(b.keys, b."values", b.timestamps, b.steps)
                with ordinality as p (key, value, ts, step, place)""";

    private final JdbcTemplate jdbc;
    private final RunLinkQueries links;

    public RunQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.links = new RunLinkQueries(jdbc);
    }

    public Optional<RunView> byId(String runId) {
        return byIds(List.of(runId)).stream().findFirst();
    }

    /** In the order of the ids; those that do not exist are left out. */
    public List<RunView> byIds(Collection<String> ids) {
        return views(ids, FOLDED_AND_NOT);
    }

    /** The same for runs that a search found, which has seen to it that {@link LatestMetrics} are. */
    public List<RunView> found(Collection<String> ids) {
        return views(ids, FOLDED);
    }

    private List<RunView> views(Collection<String> ids, String latest) {
        String[] wanted = ids.toArray(String[]::new);
        Map<String, Map<String, String>> params =
                KeyValues.read(jdbc, "select run_id, key, value from run_params where run_id = any (?)", wanted);
        Map<String, Map<String, String>> tags =
                KeyValues.read(jdbc, "select run_id, key, value from run_tags where run_id = any (?)", wanted);
        Map<String, Map<String, Metric>> metrics = latestMetrics(wanted, latest);
        Map<String, RunLinks> linked = links.of(wanted);
        return jdbc.query("""
                select r.*, e.deleted or coalesce(r.deleted_at = e.restorations, false) as is_deleted
                from runs r join experiments e using (experiment_id)
                join unnest(?::text[]) with ordinality as wanted (id, place) on r.run_id = wanted.id
                order by wanted.place""", (row, number) -> view(row, metrics, params, tags, linked), (Object) wanted);
    }

    private Map<String, Map<String, Metric>> latestMetrics(String[] runs, String sql) {
        Map<String, Map<String, Metric>> metrics = new HashMap<>();
        jdbc.query(
                sql,
                row -> {
                    Metric point = metric(row);
                    metrics.computeIfAbsent(row.getString("run_id"), run -> new TreeMap<>())
                            .merge(point.key(), point, MetricColumns::later);
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
            Map<String, Map<String, Metric>> metrics,
            Map<String, Map<String, String>> params,
            Map<String, Map<String, String>> tags,
            Map<String, RunLinks> links)
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
                List.copyOf(metrics.getOrDefault(id, Map.of()).values()),
                params.getOrDefault(id, new TreeMap<>()),
                tags.getOrDefault(id, new TreeMap<>()),
                links.getOrDefault(id, RunLinks.NONE));
    }
}
