package io.countersign.tracking;

import io.countersign.SettledLog;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Folds logged batches into {@code latest_metrics}, many at once and after their commits: a row and its index entries
 * anew for each value would be most of what logging costs. Whoever reads that table sees to it that nothing is missing:
 * one run is read with its batches beyond the fold, and a search folds first. Safe for many threads, and for many servers
 * on one database.
 */
public final class LatestMetrics {

    /** So many events of the log at once. */
    private static final long STRETCH = 5_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final SettledLog log;

    public LatestMetrics(JdbcTemplate jdbc, TransactionTemplate transactions, SettledLog log) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.log = log;
    }

    /** Returns when every batch that was committed before the call is folded. */
    public void catchUp() {
        if (isBehind()) {
            long head = log.head();
            while (folded() < head) {
                transactions.executeWithoutResult(status -> fold(head));
            }
        }
    }

    private boolean isBehind() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select max(global_index) > (select folded from ops.metric_fold) from log.domain_event_entry",
                Boolean.class));
    }

    private long folded() {
        return place("select folded from ops.metric_fold");
    }

    private long place(String sql) {
        Long place = jdbc.queryForObject(sql, Long.class);
        return place == null ? -1 : place;
    }

    /** Of values that tie, the one that was logged first stays, as it does when each is folded by itself. */
    private void fold(long head) {
        long from = place("select folded from ops.metric_fold for update");
        long to = Math.min(head, from + STRETCH);
        if (to <= from) {
            return;
        }
        jdbc.update("""
                insert into latest_metrics as old (run_id, key, value, ts, step, origin)
                select distinct on (b.run_id, p.key) b.run_id, p.key, p.value, p.ts, p.step,
                    nullif(b.origins -> (p.place::int - 1), 'null')
                from log.domain_event_entry e
                join metric_batches b
                    on b.run_id = substr(e.aggregate_identifier, 5) and b.sequence_number = e.sequence_number
                cross join lateral unnest(b.keys, b."values", b.timestamps, b.steps)
                    with ordinality as p (key, value, ts, step, place)
                where e.global_index > ? and e.global_index <= ? and starts_with(e.aggregate_identifier, 'run/')
                order by b.run_id, p.key, p.step desc, p.ts desc, p.value desc, b.sequence_number, p.place
                """ + OVERWRITE, from, to);
        jdbc.update("update ops.metric_fold set folded = ?", to);
    }

    /** What is later by step, time and value stays: the order in which MLflow looks for a metric's latest value. */
    static final String OVERWRITE = """
            on conflict (run_id, key) do update
            set value = excluded.value, ts = excluded.ts, step = excluded.step, origin = excluded.origin
            where (excluded.step, excluded.ts, excluded.value) > (old.step, old.ts, old.value)""";
}
