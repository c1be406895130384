package io.countersign.tracking;

import io.countersign.run.Metric;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** One metric of several runs side by side: its first points, or points from all over its range. */
public final class MetricSamples {

    /** Every point once, of the runs and keys in two arrays. */
    static final String POINTS = """
            select distinct b.run_id, p.key, p.value, p.ts, p.step
            from metric_batches b
            cross join lateral unnest(b.keys, b."values", b.timestamps, b.steps) as p (key, value, ts, step)
            where b.run_id = any (?::text[]) and b.keys && ?::text[] and p.key = any (?::text[])""";

    private static final String FIRST = """
            select * from (%s) points order by run_id, ts, step, value limit ?""".formatted(POINTS);

    /** The first point of each of so many stretches of equal length; of the last stretch the last. */
    private static final String EVENLY = """
            with parted as (
                select *, ntile(?) over w as part, row_number() over w as place, count(*) over (partition by run_id) as n
                from (%s) points where step between ? and ?
                window w as (partition by run_id order by step, ts, value)),
            ranked as (
                select *, row_number() over (partition by run_id, part order by place) as nth from parted)
            select run_id, key, value, ts, step from ranked
            where case when part < ? then nth = 1 else place = n end
            order by array_position(?::text[], run_id), place""".formatted(POINTS);

    private final JdbcTemplate jdbc;

    public MetricSamples(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** By run, then in the order of their times, steps and values. Runs that do not exist have none. */
    public List<Sample> first(Collection<String> runIds, String key, int limit) {
        String[] keys = {key};
        return jdbc.query(FIRST, MetricSamples::sample, runIds.toArray(String[]::new), keys, keys, limit);
    }

    /**
     * Points from all over the range, its first and its last among them, in the order of their steps.
     *
     * @param perRun how many of each run at most
     * @param from the least step; null together with {@code to} for all
     */
    public List<Sample> evenly(
            Collection<String> runIds, String key, int perRun, @Nullable Long from, @Nullable Long to) {
        String[] keys = {key};
        String[] runs = runIds.toArray(String[]::new);
        return jdbc.query(
                EVENLY,
                MetricSamples::sample,
                perRun,
                runs,
                keys,
                keys,
                from == null ? Long.MIN_VALUE : from,
                to == null ? Long.MAX_VALUE : to,
                perRun,
                runs);
    }

    private static Sample sample(ResultSet row, int number) throws SQLException {
        return new Sample(
                row.getString("run_id"),
                Metric.of(row.getString("key"), row.getDouble("value"), row.getLong("ts"), row.getLong("step")));
    }

    /** A point of a run. */
    public record Sample(String runId, Metric metric) {}
}
