package io.countersign.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every row of every table of the views, with all its columns, as the database's own catalogue names them. */
record ViewRows(Map<String, List<String>> byTable) {

    static ViewRows of(InProcessServer server) {
        return of(server.ownersSql());
    }

    static ViewRows of(JdbcTemplate sql) {
        Map<String, List<String>> rows = new TreeMap<>();
        tables(sql).forEach(table -> rows.put(table, rows(sql, table)));
        return new ViewRows(rows);
    }

    static List<String> tables(JdbcTemplate sql) {
        return sql.queryForList("""
                select table_name from information_schema.tables
                where table_schema = 'views' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'""", String.class);
    }

    private static List<String> rows(JdbcTemplate sql, String table) {
        String columns = sql
                .queryForList(
                        "select column_name from information_schema.columns "
                                + "where table_schema = 'views' and table_name = ? order by ordinal_position",
                        String.class,
                        table)
                .stream()
                .map(column -> "\"" + column + "\"")
                .collect(Collectors.joining(", "));
        return sql.queryForList("select row(" + columns + ")::text from views." + table, String.class).stream()
                .sorted()
                .toList();
    }

    void requireSomeInEachTable() {
        assertThat(byTable).isNotEmpty().allSatisfy((table, rows) -> assertThat(rows)
                .as("rows of %s", table)
                .isNotEmpty());
    }

    void requireSame(ViewRows others) {
        assertThat(others.byTable.keySet()).as("tables").isEqualTo(byTable.keySet());
        byTable.forEach((table, rows) ->
                assertThat(others.byTable.get(table)).as("rows of %s", table).isEqualTo(rows));
    }
}
