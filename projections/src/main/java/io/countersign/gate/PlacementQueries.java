package io.countersign.gate;

import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.Stage;
import io.countersign.views.ViewJson;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/** Looks up where versions serve somebody. */
public final class PlacementQueries {

    private static final TypeReference<List<PolicyRevision>> REVISIONS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Long>> SEQUENCES = new TypeReference<>() {};

    private static final String SELECT = """
            select p.*, v.run_id, f.frozen_by, f.frozen_for
            from placements p join model_versions v using (model_id, version)
            left join lateral (
                select array_agg(event_id order by event_id) as frozen_by,
                    string_agg(withdrawal_id, ', ' order by withdrawal_id) as frozen_for
                from frozen_versions z where z.model_id = p.model_id and z.version = p.version) f on true
            """;

    private final JdbcTemplate jdbc;

    public PlacementQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public static String place(Stage stage) {
        return PlacementProjection.stage(stage);
    }

    public static String place(String alias) {
        return PlacementProjection.alias(alias);
    }

    /**
     * A version there, of the model that has the name now.
     *
     * @param version the newest when null
     */
    public Optional<PlacementView> find(String model, String place, @Nullable Integer version) {
        return read(
                        "join registered_models m using (model_id) where m.name = ? and p.place = ? "
                                + "and (?::integer is null or p.version = ?) order by p.version desc limit 1",
                        model,
                        place,
                        version,
                        version)
                .stream()
                .findFirst();
    }

    /** Versions there that consist of files of that digest, newest first. */
    public List<PlacementView> ofFiles(String digest, String place) {
        return read(
                "join model_version_artifacts a using (model_id, version) "
                        + "where a.digest = ? and p.place = ? order by p.decided_at desc limit 100",
                digest,
                place);
    }

    /** Of these models, in no order. */
    public List<PlacementView> of(Collection<String> modelIds) {
        return read("where p.model_id = any (?)", (Object) modelIds.toArray(String[]::new));
    }

    /** All of them, in the order of models, places and versions, after that one. */
    public List<PlacementView> after(String modelId, String place, int version, int limit) {
        return read(
                "where (p.model_id, p.place, p.version) > (?, ?, ?) order by p.model_id, p.place, p.version limit ?",
                modelId,
                place,
                version,
                limit);
    }

    private List<PlacementView> read(String condition, @Nullable Object... parameters) {
        return jdbc.query(SELECT + condition, (row, number) -> view(row), parameters);
    }

    private static PlacementView view(ResultSet row) throws SQLException {
        String subject = row.getString("subject");
        String readAt = row.getString("read_at");
        return new PlacementView(
                row.getString("model_id"),
                row.getInt("version"),
                row.getString("run_id"),
                row.getString("place"),
                row.getString("event_id"),
                row.getLong("decided_at"),
                ViewJson.read(row.getString("policies"), REVISIONS),
                subject == null ? Map.of() : ViewJson.readStrings(subject),
                readAt == null ? Map.of() : ViewJson.read(readAt, SEQUENCES),
                row.getObject("until", Long.class),
                row.getString("revoked_by"),
                texts(row.getArray("frozen_by")),
                row.getString("frozen_for"));
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
