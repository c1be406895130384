package io.countersign.tracking;

import io.countersign.experiment.ExperimentId;
import io.countersign.run.RunId;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the runs of an experiment that are to be deleted, or restored, many at once. */
public final class RunTidying {

    private final JdbcTemplate jdbc;

    public RunTidying(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Active runs that were started at this time or before, the oldest first. MLflow knows no other time of creation than
     * the start that the client reports; who reports none has started at 0.
     *
     * @param time milliseconds since the epoch
     */
    public List<RunId> startedUpTo(ExperimentId experiment, long time, int most) {
        return runs("""
                select run_id from runs r join experiments e using (experiment_id)
                where experiment_id = ? and not e.deleted and r.deleted_at is distinct from e.restorations
                    and coalesce(started_at, 0) <= ?
                order by started_at nulls first, run_id limit ?""", experiment, time, most);
    }

    /**
     * Runs that were deleted at this time or after, the latest first.
     *
     * @param time milliseconds since the epoch
     */
    public List<RunId> deletedFrom(ExperimentId experiment, long time, int most) {
        return runs("""
                select run_id from runs r join experiments e using (experiment_id) join run_deletions d using (run_id)
                where experiment_id = ? and r.deleted_at = e.restorations and d.deleted_at >= ?
                order by d.deleted_at desc, run_id limit ?""", experiment, time, most);
    }

    private List<RunId> runs(String sql, ExperimentId experiment, long time, int most) {
        return jdbc.query(sql, (row, number) -> new RunId(row.getString("run_id")), experiment.value(), time, most);
    }
}
