package io.countersign.catalog;

import io.countersign.registeredmodel.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks model versions up. */
public final class VersionQueries {

    private static final String COLUMNS = """
            select v.*, m.name, d.description, t.updated_at, coalesce(u.username, v.created_by) as creator
            """;

    private static final String DETAILS = """
            join registered_models m on m.model_id = v.model_id
            join model_version_updates t on t.model_id = v.model_id and t.version = v.version
            left join model_version_descriptions d on d.model_id = v.model_id and d.version = v.version
            left join ops.users u on u.subject_id = v.created_by
            """;

    private static final String SELECT = COLUMNS + "from model_versions v " + DETAILS;

    private static final String OF_THESE = "join unnest(?::text[], ?::int[]) as wanted (id, number) "
            + "on t.model_id = wanted.id and t.version = wanted.number";

    private static final String[] STAGES =
            Arrays.stream(Stage.values()).map(Stage::label).toArray(String[]::new);

    private final JdbcTemplate jdbc;

    public VersionQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<VersionView> byNumber(String name, int version) {
        return read(SELECT + "where m.name = ? and v.version = ?", name, version).stream()
                .findFirst();
    }

    public Optional<VersionView> byAlias(String name, String alias) {
        return read(
                        SELECT + "join model_aliases a on a.model_id = v.model_id and a.version = v.version "
                                + "where m.name = ? and a.alias = ?",
                        name,
                        alias)
                .stream()
                .findFirst();
    }

    /** In the order of the keys; those that do not exist are left out. */
    public List<VersionView> byKeys(Collection<VersionView.Key> keys) {
        return read(
                SELECT + "join unnest(?::text[], ?::int[]) with ordinality as wanted (id, number, place) "
                        + "on v.model_id = wanted.id and v.version = wanted.number order by wanted.place",
                keys.stream().map(VersionView.Key::modelId).toArray(String[]::new),
                keys.stream().map(VersionView.Key::version).toArray(Integer[]::new));
    }

    /** The newest version in each stage of each of these models. */
    public Map<String, List<VersionView>> latest(Collection<String> modelIds) {
        Map<String, List<VersionView>> latest = new HashMap<>();
        read(COLUMNS + """
                                from unnest(?::text[]) wanted (id), unnest(?::text[]) each (stage), lateral (
                                    select * from model_versions n
                                    where n.model_id = wanted.id and n.stage = each.stage
                                    order by version desc limit 1) v
                                """ + DETAILS + "order by v.version", modelIds.toArray(String[]::new), STAGES)
                .forEach(version -> latest.computeIfAbsent(version.modelId(), model -> new ArrayList<>())
                        .add(version));
        return latest;
    }

    private List<VersionView> read(String sql, Object... parameters) {
        List<VersionView> bare = jdbc.query(sql, (row, number) -> view(row), parameters);
        return bare.isEmpty() ? bare : withTagsAndAliases(bare);
    }

    private List<VersionView> withTagsAndAliases(List<VersionView> bare) {
        String[] models = bare.stream().map(VersionView::modelId).toArray(String[]::new);
        Integer[] versions = bare.stream().map(VersionView::version).toArray(Integer[]::new);
        Map<VersionView.Key, Map<String, String>> tags = new HashMap<>();
        Map<VersionView.Key, List<String>> aliases = new HashMap<>();
        jdbc.query(
                "select t.* from model_version_tags t " + OF_THESE,
                row -> {
                    tags.computeIfAbsent(key(row), version -> new TreeMap<>())
                            .put(row.getString("key"), row.getString("value"));
                },
                models,
                versions);
        jdbc.query(
                "select t.* from model_aliases t " + OF_THESE + " order by alias",
                row -> {
                    aliases.computeIfAbsent(key(row), version -> new ArrayList<>())
                            .add(row.getString("alias"));
                },
                models,
                versions);
        return bare.stream().map(version -> complete(version, tags, aliases)).toList();
    }

    private static VersionView.Key key(ResultSet row) throws SQLException {
        return new VersionView.Key(row.getString("model_id"), row.getInt("version"));
    }

    private static VersionView complete(
            VersionView bare,
            Map<VersionView.Key, Map<String, String>> tags,
            Map<VersionView.Key, List<String>> aliases) {
        VersionView.Key key = new VersionView.Key(bare.modelId(), bare.version());
        return new VersionView(
                bare.modelId(),
                bare.name(),
                bare.version(),
                bare.source(),
                bare.location(),
                bare.runId(),
                bare.runLink(),
                bare.loggedModelId(),
                bare.stage(),
                bare.description(),
                bare.createdBy(),
                bare.createdAt(),
                bare.updatedAt(),
                tags.getOrDefault(key, Map.of()),
                aliases.getOrDefault(key, List.of()));
    }

    private static VersionView view(ResultSet row) throws SQLException {
        return new VersionView(
                row.getString("model_id"),
                row.getString("name"),
                row.getInt("version"),
                row.getString("source"),
                row.getString("location"),
                row.getString("run_id"),
                row.getString("run_link"),
                row.getString("logged_model_id"),
                row.getString("stage"),
                row.getString("description"),
                row.getString("creator"),
                row.getLong("created_at"),
                row.getLong("updated_at"),
                Map.of(),
                List.of());
    }
}
