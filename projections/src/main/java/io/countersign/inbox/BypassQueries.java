package io.countersign.inbox;

import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.RequestId;
import io.countersign.views.SealedColumn;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/** Looks up where the glass was broken. */
public final class BypassQueries {

    private static final TypeReference<List<String>> IDS = new TypeReference<>() {};

    private static final String BYPASSES = """
            select b.*, m.name, coalesce(f.username, b.first) as first_name, coalesce(s.username, b.second) as second_name,
                coalesce(r.username, b.reviewed_by) as reviewer
            from bypasses b
            left join registered_models m using (model_id)
            left join ops.users f on f.subject_id = b.first
            left join ops.users s on s.subject_id = b.second
            left join ops.users r on r.subject_id = b.reviewed_by
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public BypassQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Also where the request was decided together with another, by which the bypass is known. */
    public Optional<BypassView> byRequest(RequestId request) {
        return read("""
                        where b.request_id in (select other.request_id from change_requests other
                            join change_requests this using (ballot) where this.request_id = ?)""", request.value()).stream().findFirst();
    }

    /**
     * Newest first.
     *
     * @param onlyOpen whether to leave out those that were reviewed
     * @param after continues after that one; null from the first
     */
    public List<BypassView> all(boolean onlyOpen, @Nullable BypassView after, int limit) {
        return read(
                "where (not ? or b.reviewed_at is null) and (b.broken_at, b.request_id) < (?, ?) "
                        + "order by b.broken_at desc, b.request_id desc limit ?",
                onlyOpen,
                after == null ? Long.MAX_VALUE : after.brokenAt(),
                after == null ? "" : after.requestId(),
                limit);
    }

    private List<BypassView> read(String condition, @Nullable Object... parameters) {
        return jdbc.query(BYPASSES + condition, (row, number) -> view(row), parameters);
    }

    private BypassView view(ResultSet row) throws SQLException {
        String name = row.getString("name");
        Stream<String> both = Stream.of(row.getString("first"), row.getString("second"));
        List<String> requesters = ViewJson.read(row.getString("requesters"), IDS);
        return new BypassView(
                row.getString("request_id"),
                row.getString("model_id"),
                name == null ? "" : name,
                row.getObject("version", Integer.class),
                row.getString("first_name"),
                row.getString("second_name"),
                Stream.concat(both, requesters.stream()).distinct().toList(),
                row.getLong("broken_at"),
                row.getLong("until"),
                row.getString("reviewer"),
                row.getObject("reviewed_at", Long.class),
                SealedColumn.open(row.getString("conclusion"), vault));
    }
}
