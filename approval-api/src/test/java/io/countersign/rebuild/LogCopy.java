package io.countersign.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two databases that are to hold the same log, and with the same people's keys the same views. */
public record LogCopy(DatabaseAddress original, DatabaseAddress copy) {

    /** As an operator does with a backup of them. */
    public LogCopy bringKeys() {
        List<Object[]> keys = sql(original).query("select subject_id, key from ops.person_keys", (row, number) ->
                new Object[] {row.getString(1), row.getBytes(2)});
        sql(copy).batchUpdate("insert into ops.person_keys (subject_id, key) values (?, ?)", keys);
        return this;
    }

    /** Every row with every column, in the order of the log. */
    public void requireSameLog() {
        String rows = "select row(entry.*)::text from log.domain_event_entry as entry order by global_index";
        assertThat(sql(copy).queryForList(rows, String.class))
                .as("rows of the log")
                .isEqualTo(sql(original).queryForList(rows, String.class));
    }

    public void requireSameViews() {
        ViewRows.of(sql(original)).requireSame(ViewRows.of(sql(copy)));
    }

    /** What keeps two from taking one name. */
    public void requireSameReservations() {
        for (String table : List.of("ops.experiments", "ops.model_names", "ops.installation")) {
            List<Map<String, Object>> rows = sql(original).queryForList("select * from " + table);
            assertThat(sql(copy).queryForList("select * from " + table))
                    .as(table)
                    .containsExactlyInAnyOrderElementsOf(rows);
        }
    }

    private static JdbcTemplate sql(DatabaseAddress database) {
        return new JdbcTemplate(ConnectionPools.forOwner(database));
    }
}
