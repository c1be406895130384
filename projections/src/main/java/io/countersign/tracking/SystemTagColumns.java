package io.countersign.tracking;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the columns of {@code runs} that tags fill. */
final class SystemTagColumns {

    /** Those of a run that starts follow its other columns. */
    static final String INSERT_RUN = """
            insert into runs (run_id, experiment_id, name, user_name, user_sealed_by, status, started_at, artifact_uri, %s)
            values (?, ?, ?, ?, ?, ?, ?, ?%s)""".formatted(
                    String.join(", ", SystemTags.columnNames()),
                    ", ?".repeat(SystemTags.columnNames().size()));

    private static final String UPDATE =
            "update runs set %s = ? where run_id = ?".formatted(String.join(" = ?, ", SystemTags.columnNames()));

    private SystemTagColumns() {}

    /** Fills them anew from the tags that the run has by now. */
    static void read(String run, JdbcTemplate jdbc) {
        Map<String, String> tags = new HashMap<>();
        jdbc.query(
                "select key, value from run_tags where run_id = ? and key = any (?)",
                row -> {
                    tags.put(row.getString("key"), row.getString("value"));
                },
                run,
                SystemTags.keys());
        jdbc.update(
                UPDATE, Stream.concat(SystemTags.values(tags), Stream.of(run)).toArray());
    }
}
