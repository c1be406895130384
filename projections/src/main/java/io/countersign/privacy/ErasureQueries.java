package io.countersign.privacy;

import io.countersign.views.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up who is to be forgotten, or was. Safe for many threads. */
public final class ErasureQueries {

    private static final String SELECT = """
            select e.*, coalesce(p.username, e.proposed_by) as proposer, coalesce(c.username, e.closed_by) as closer
            from erasures e left join ops.users p on p.subject_id = e.proposed_by
            left join ops.users c on c.subject_id = e.closed_by
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public ErasureQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    public Optional<ErasureView> byId(ErasureId id) {
        return read("where e.erasure_id = ?", id.value()).stream().findFirst();
    }

    /**
     * Newest first.
     *
     * @param after the last of the page before; null for the first
     */
    public List<ErasureView> page(@Nullable ErasureView after, int limit) {
        return read(
                "where (e.proposed_at, e.erasure_id) < (?, ?) order by e.proposed_at desc, e.erasure_id desc limit ?",
                after == null ? Long.MAX_VALUE : after.proposedAt(),
                after == null ? "" : after.erasureId(),
                limit);
    }

    private List<ErasureView> read(String condition, Object... parameters) {
        return jdbc.query(SELECT + condition, (row, number) -> view(row), parameters);
    }

    private ErasureView view(ResultSet row) throws SQLException {
        return new ErasureView(
                row.getString("erasure_id"),
                row.getString("person"),
                row.getString("proposed_by"),
                row.getString("proposer"),
                row.getLong("proposed_at"),
                SealedColumn.open(row.getString("reason"), vault),
                row.getString("state"),
                row.getString("closer"),
                row.getObject("closed_at", Long.class),
                SealedColumn.open(row.getString("answer"), vault),
                row.getString("key_fingerprint"));
    }
}
