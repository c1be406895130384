package io.countersign.trail;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What models, experiments and runs are called; those that are gone, as they were called last. */
@Component
final class TrailNames {

    private final JdbcTemplate jdbc;

    TrailNames(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    record Known(Map<String, String> models, Map<String, String> experiments, Map<String, String> runs) {

        @Nullable
        String model(String id) {
            return models.get(id);
        }

        @Nullable
        String experiment(String id) {
            return experiments.get(id);
        }

        @Nullable
        String run(String id) {
            return runs.get(id);
        }
    }

    Known of(List<TrailEntry> entries) {
        return new Known(
                last("model", ids(entries.stream().flatMap(entry -> entry.concerns().models().stream()
                        .map(model -> model.value())))),
                last(
                        "experiment",
                        ids(entries.stream().map(TrailEntry::experiment).filter(Objects::nonNull))),
                runs(ids(entries.stream()
                        .map(entry -> entry.concerns().run())
                        .filter(Objects::nonNull)
                        .map(run -> run.value()))));
    }

    private static Collection<String> ids(Stream<String> ids) {
        return ids.collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, String> last(String kind, Collection<String> ids) {
        return names(
                "select distinct on (id) id, name from audit.names where kind = ? and id = any(?) order by id, position desc",
                ids,
                kind,
                ids.toArray(String[]::new));
    }

    private Map<String, String> runs(Collection<String> ids) {
        return names("select run_id, name from runs where run_id = any(?)", ids, (Object) ids.toArray(String[]::new));
    }

    private Map<String, String> names(String sql, Collection<String> ids, Object... arguments) {
        return ids.isEmpty()
                ? Map.of()
                : jdbc.query(sql, (row, number) -> Map.entry(row.getString(1), row.getString(2)), arguments).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
