package io.countersign.delegation;

import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks delegations up. */
public final class DelegationQueries {

    private static final String VIEWS = """
            select d.*, coalesce(b.username, d.given_by) as giver, coalesce(t.username, d.given_to) as delegate,
                coalesce(r.username, d.revoked_by) as revoker
            from delegations d
            left join ops.users b on b.subject_id = d.given_by
            left join ops.users t on t.subject_id = d.given_to
            left join ops.users r on r.subject_id = d.revoked_by
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public DelegationQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Those that hold at a moment. */
    public List<Delegation> holdingAt(Instant moment) {
        return jdbc.query(
                """
                        select delegation_id, given_by, given_to, starts_at, ends_at from delegations
                        where revoked_at is null and starts_at <= ? and ends_at > ? order by delegation_id""",
                (row, number) -> new Delegation(
                        new DelegationId(row.getString("delegation_id")),
                        new SubjectId(row.getString("given_by")),
                        new SubjectId(row.getString("given_to")),
                        Instant.ofEpochMilli(row.getLong("starts_at")),
                        Instant.ofEpochMilli(row.getLong("ends_at"))),
                moment.toEpochMilli(),
                moment.toEpochMilli());
    }

    public Optional<DelegationView> byId(DelegationId id) {
        return jdbc.query(VIEWS + "where d.delegation_id = ?", (row, number) -> view(row), id.value()).stream()
                .findFirst();
    }

    /**
     * Newest first, what is over included.
     *
     * @param person only those that they gave or received; null for everybody's
     * @param after the last one of the page before; null for the first page
     */
    public List<DelegationView> page(@Nullable SubjectId person, @Nullable DelegationId after, int limit) {
        String whose = person == null ? null : person.value();
        String last = after == null ? null : after.value();
        return jdbc.query(VIEWS + """
                        where (?::text is null or ? in (d.given_by, d.given_to))
                            and (?::text is null or d.delegation_id < ?)
                        order by d.delegation_id desc limit ?""", (row, number) -> view(row), whose, whose, last, last, limit);
    }

    private DelegationView view(ResultSet row) throws SQLException {
        return new DelegationView(
                row.getString("delegation_id"),
                row.getString("giver"),
                row.getString("delegate"),
                row.getLong("starts_at"),
                row.getLong("ends_at"),
                row.getLong("given_at"),
                open(row.getString("comment")),
                row.getString("revoker"),
                row.getObject("revoked_at", Long.class),
                open(row.getString("answer")));
    }

    private @Nullable String open(@Nullable String sealed) {
        SealedText text = ViewJson.readSealed(sealed);
        return text == null ? null : vault.open(text).orElse(null);
    }
}
