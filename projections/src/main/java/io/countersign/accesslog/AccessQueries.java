package io.countersign.accesslog;

import io.countersign.identity.SubjectId;
import io.countersign.privacy.Vault;
import io.countersign.views.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up who used the server. */
public final class AccessQueries {

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public AccessQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Which entries are asked for; what is null does not narrow them. */
    public record Filter(
            @Nullable SubjectId actor, @Nullable String kind) {}

    /**
     * Newest first.
     *
     * @param after leaves out this one and everything newer; null to begin with the newest
     */
    public List<AccessView> page(Filter filter, @Nullable AccessId after, int limit) {
        String actor = filter.actor() == null ? null : filter.actor().value();
        String last = after == null ? null : after.value();
        return jdbc.query(
                """
                select a.*, coalesce(u.username, a.actor) as actor_name
                from accesses a left join ops.users u on u.subject_id = a.actor
                where (?::text is null or a.actor = ?) and (?::text is null or a.kind = ?)
                    and (?::text is null or a.access_id < ?)
                order by a.access_id desc limit ?""", (row, number) -> view(row), actor, actor, filter.kind(), filter.kind(), last, last, limit);
    }

    private AccessView view(ResultSet row) throws SQLException {
        return new AccessView(
                row.getString("access_id"),
                row.getString("kind"),
                row.getLong("seen_at"),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getString("method"),
                row.getString("token_id"),
                row.getString("operation"),
                SealedColumn.open(row.getString("request"), vault),
                SealedColumn.open(row.getString("address"), vault));
    }
}
