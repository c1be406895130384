package io.countersign.inbox;

import io.countersign.governance.FindingId;
import io.countersign.privacy.Vault;
import io.countersign.views.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up on condition of what approvals were given. */
public final class FindingQueries {

    private static final String FINDINGS = """
            select f.*, m.name, coalesce(r.username, f.raised_by) as raiser, coalesce(o.username, f.owner) as owner_name,
                coalesce(c.username, f.closed_by) as closer
            from findings f
            left join registered_models m using (model_id)
            left join ops.users r on r.subject_id = f.raised_by
            left join ops.users o on o.subject_id = f.owner
            left join ops.users c on c.subject_id = f.closed_by
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public FindingQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    public Optional<FindingView> byId(FindingId id) {
        return read("where f.finding_id = ?", id.value()).stream().findFirst();
    }

    /** Of all approvals that were given on the ballot of a request, oldest first. */
    public List<FindingView> ofBallot(String ballot) {
        return read(
                "where f.request_id in (select request_id from change_requests where ballot = ?) "
                        + "order by f.raised_at, f.finding_id",
                ballot);
    }

    /** Open ones that are due, and the model they are of, longest overdue first. */
    public List<FindingView> due(Instant now, int limit) {
        return read(
                "where f.state = 'OPEN' and f.due_at <= ? order by f.due_at, f.finding_id limit ?",
                now.toEpochMilli(),
                limit);
    }

    /** What somebody has to mend, by when it is due. */
    public List<FindingView> openOf(String owner, int limit) {
        return read("where f.state = 'OPEN' and f.owner = ? order by f.due_at, f.finding_id limit ?", owner, limit);
    }

    /**
     * Newest first.
     *
     * @param modelId of any model when null; and so with the state
     * @param after continues after that one; null from the first
     */
    public List<FindingView> all(
            @Nullable String modelId, @Nullable String state, @Nullable FindingView after, int limit) {
        return read(
                "where (?::text is null or f.model_id = ?) and (?::text is null or f.state = ?) "
                        + "and (f.raised_at, f.finding_id) < (?, ?) "
                        + "order by f.raised_at desc, f.finding_id desc limit ?",
                modelId,
                modelId,
                state,
                state,
                after == null ? Long.MAX_VALUE : after.raisedAt(),
                after == null ? "" : after.findingId(),
                limit);
    }

    private List<FindingView> read(String condition, @Nullable Object... parameters) {
        return jdbc.query(FINDINGS + condition, (row, number) -> view(row), parameters);
    }

    private FindingView view(ResultSet row) throws SQLException {
        String name = row.getString("name");
        return new FindingView(
                row.getString("finding_id"),
                row.getString("request_id"),
                row.getString("model_id"),
                name == null ? "" : name,
                row.getObject("version", Integer.class),
                row.getString("raiser"),
                row.getLong("raised_at"),
                row.getString("severity"),
                row.getString("owner_name"),
                row.getLong("due_at"),
                SealedColumn.open(row.getString("body"), vault),
                row.getString("state"),
                row.getString("closer"),
                row.getObject("closed_at", Long.class),
                SealedColumn.open(row.getString("answer"), vault));
    }
}
