package io.countersign.tracking;

import io.countersign.run.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every point of one metric of one run. */
public final class MetricHistory {

    private static final Metric BEFORE_ALL = Metric.of("", Double.NEGATIVE_INFINITY, Long.MIN_VALUE, Long.MIN_VALUE);

    private final JdbcTemplate jdbc;

    public MetricHistory(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Points in the order of their times, steps and values, NaN last; a point that was sent twice is there once.
     *
     * @param after leaves out this point and those before it; null for none
     */
    public List<Metric> page(String runId, String key, @Nullable Metric after, int limit) {
        Metric before = after == null ? BEFORE_ALL : after;
        return jdbc.query(
                """
                select distinct on (p.ts, p.step, p.value)
                    p.key, p.value, p.ts, p.step, b.origins -> (p.place::int - 1) as origin
                from metric_batches b
                cross join lateral unnest(b.keys, b."values", b.timestamps, b.steps)
                    with ordinality as p (key, value, ts, step, place)
                where b.run_id = ? and b.keys @> array[?]::text[] and p.key = ?
                and (p.ts, p.step, p.value) > (?, ?, ?::float8)
                order by p.ts, p.step, p.value, b.sequence_number limit ?""",
                (row, number) -> RunQueries.metric(row),
                runId,
                key,
                key,
                before.timestamp(),
                before.step(),
                before.value(),
                limit);
    }
}
