package io.countersign.tracking;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up the datasets that the runs of experiments used. */
public final class DatasetQueries {

    private final JdbcTemplate jdbc;

    public DatasetQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Each once for each context that it was used in, by experiment, name and digest. */
    public List<Summary> inExperiments(Collection<String> experimentIds, int limit) {
        return jdbc.query(
                """
                select distinct r.experiment_id, d.name, d.digest, d.context
                from run_datasets d join runs r using (run_id) where r.experiment_id = any (?)
                order by r.experiment_id, d.name, d.digest, d.context limit ?""",
                (row, number) -> new Summary(
                        row.getString("experiment_id"),
                        row.getString("name"),
                        row.getString("digest"),
                        row.getString("context")),
                experimentIds.toArray(String[]::new),
                limit);
    }

    /** @param context what it was used for; null when nobody said */
    public record Summary(
            String experimentId,
            String name,
            String digest,
            @Nullable String context) {}
}
