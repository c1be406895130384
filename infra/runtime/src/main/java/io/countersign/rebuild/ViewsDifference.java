package io.countersign.rebuild;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Compares the rows of two schemas, table by table and without regard to their order. */
final class ViewsDifference {

    private final JdbcTemplate jdbc;

    private ViewsDifference(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** As the connection's transaction sees them. */
    static ViewsDifference seenBy(Connection connection) {
        return new ViewsDifference(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
    }

    /** The tables whose rows differ, or that only one of the schemas has; empty when all are equal. */
    List<String> between(String one, String other) {
        Map<String, String> digests = digests(one);
        Map<String, String> otherDigests = digests(other);
        TreeMap<String, String> all = new TreeMap<>(digests);
        all.putAll(otherDigests);
        return all.keySet().stream()
                .filter(table -> !Objects.equals(digests.get(table), otherDigests.get(table)))
                .map(table -> "%s: %s against %s".formatted(table, digests.get(table), otherDigests.get(table)))
                .toList();
    }

    private Map<String, String> digests(String schema) {
        Map<String, String> digests = new TreeMap<>();
        tables(schema).forEach(table -> digests.put(table, digest(schema, table)));
        return digests;
    }

    private List<String> tables(String schema) {
        return jdbc.queryForList(
                "select tablename from pg_tables where schemaname = ? and tablename <> 'flyway_schema_history'",
                String.class,
                schema);
    }

    /** The number of rows, and the sum of 64 bits of each row's hash. */
    private String digest(String schema, String table) {
        return String.valueOf(jdbc.queryForObject(
                "select count(*) || ' rows, digest ' || coalesce(sum(hashtextextended(row::text, 0)::numeric), 0) from "
                        + schema + "." + table + " as row",
                String.class));
    }
}
