package io.countersign.tracking;

import io.countersign.views.KeyValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks experiments up, deleted ones included. */
public final class ExperimentQueries {

    private final JdbcTemplate jdbc;

    public ExperimentQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<ExperimentView> byId(String experimentId) {
        return byIds(List.of(experimentId)).stream().findFirst();
    }

    public Optional<ExperimentView> byName(String name) {
        return jdbc.queryForList("select experiment_id from experiments where name = ?", String.class, name).stream()
                .findFirst()
                .flatMap(this::byId);
    }

    /** In the order of the ids; those that do not exist are left out. */
    public List<ExperimentView> byIds(Collection<String> ids) {
        String[] wanted = ids.toArray(String[]::new);
        Map<String, Map<String, String>> tags = KeyValues.read(
                jdbc, "select experiment_id, key, value from experiment_tags where experiment_id = any (?)", wanted);
        return jdbc.query("""
                select e.* from experiments e join unnest(?::text[]) with ordinality as wanted (id, place)
                on e.experiment_id = wanted.id order by wanted.place""", (row, number) -> view(row, tags), (Object) wanted);
    }

    private static ExperimentView view(ResultSet row, Map<String, Map<String, String>> tags) throws SQLException {
        String id = row.getString("experiment_id");
        return new ExperimentView(
                id,
                row.getString("name"),
                row.getString("artifact_location"),
                row.getBoolean("deleted"),
                row.getLong("created_at"),
                row.getLong("updated_at"),
                tags.getOrDefault(id, new TreeMap<>()));
    }
}
