package io.countersign.lineage;

import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads edges, those of now or those that held at a place in the log. Keys are looked up in one array for each step: however
 * many things a step comes to, it takes one statement.
 */
final class EdgeReader {

    private static final String NOW = "until is null";
    private static final String THEN = "since <= %1$d and (until is null or until > %1$d)";

    private final JdbcTemplate jdbc;
    private final String holds;

    /** @param at a place in the log; null for now */
    EdgeReader(JdbcTemplate jdbc, @Nullable Long at) {
        this.jdbc = jdbc;
        this.holds = at == null ? NOW : THEN.formatted(at);
    }

    private static String near(boolean down) {
        return down ? "source" : "target";
    }

    /** Those that lead away from these things, the oldest first. */
    List<EdgeView> from(Collection<String> keys, boolean down, int most) {
        return jdbc.query(
                """
                with found as materialized (
                    select source, target, relation, detail, since, place, since_event, since_at from lineage_edges
                    where %s = any (?) and %s)
                select * from found order by since, place limit ?""".formatted(near(down), holds), (row, number) -> view(row), keys.toArray(String[]::new), most);
    }

    /** The same without what is said of them: source and target. */
    void each(Collection<String> keys, boolean down, EdgeConsumer consumer) {
        jdbc.query(
                "select source, target, relation from lineage_edges where %s = any (?) and %s"
                        .formatted(near(down), holds),
                row -> {
                    consumer.edge(row.getString(1), row.getString(2), row.getString(3));
                },
                (Object) keys.toArray(String[]::new));
    }

    @FunctionalInterface
    interface EdgeConsumer {
        void edge(String source, String target, String relation);
    }

    /** Whether anything leads away from these things to others than those that are known. */
    boolean leadsOn(Collection<String> keys, boolean down, Collection<String> known) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                """
                select exists (
                    select from lineage_edges left join unnest(?::text[]) known (key) on key = %s
                    where %s = any (?) and key is null and %s)""".formatted(near(!down), near(down), holds),
                Boolean.class,
                known.toArray(String[]::new),
                keys.toArray(String[]::new)));
    }

    /** Those of these versions that were not deleted. */
    Set<String> versionsThere(Collection<String> keys) {
        return new HashSet<>(jdbc.queryForList(
                "select target from lineage_edges where target = any (?) and relation = 'version' and " + holds,
                String.class,
                (Object) keys.toArray(String[]::new)));
    }

    boolean knows(String key) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                ("select exists (select from lineage_edges where source = ? and %1$s)"
                                + " or exists (select from lineage_edges where target = ? and %1$s)")
                        .formatted(holds),
                Boolean.class,
                key,
                key));
    }

    private static EdgeView view(ResultSet row) throws SQLException {
        return new EdgeView(
                row.getString("source"),
                row.getString("target"),
                row.getString("relation"),
                ViewJson.readStrings(row.getString("detail")),
                row.getLong("since"),
                row.getString("since_event"),
                row.getLong("since_at"));
    }
}
