package io.countersign.policy;

import io.countersign.identity.SubjectId;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks policies and proposals up. */
public final class PolicyQueries {

    private static final String REVISIONS = """
            select r.*, coalesce(u.username, r.proposed_by) as proposer
            from policy_revisions r left join ops.users u on u.subject_id = r.proposed_by
            """;

    private static final String PROPOSALS = """
            select p.*, coalesce(u.username, p.proposed_by) as proposer, coalesce(c.username, p.closed_by) as closer
            from policy_proposals p
            left join ops.users u on u.subject_id = p.proposed_by
            left join ops.users c on c.subject_id = p.closed_by
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public PolicyQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** By name. */
    public List<RevisionView> inForce() {
        return jdbc.query(REVISIONS + "where r.state = 'IN_FORCE' order by r.policy", (row, number) -> revision(row));
    }

    /** Newest first. */
    public List<RevisionView> revisions(String policy) {
        return jdbc.query(
                REVISIONS + "where r.policy = ? order by r.revision desc", (row, number) -> revision(row), policy);
    }

    public Optional<RevisionView> revision(String policy, int revision) {
        return jdbc
                .query(
                        REVISIONS + "where r.policy = ? and r.revision = ?",
                        (row, number) -> revision(row),
                        policy,
                        revision)
                .stream()
                .findFirst();
    }

    /** Oldest first. */
    public List<ProposalView> openProposals() {
        return jdbc.query(
                PROPOSALS + "where p.state = 'OPEN' order by p.proposed_at, p.proposal_id",
                (row, number) -> proposal(row));
    }

    public Optional<ProposalView> proposal(ProposalId id) {
        return jdbc.query(PROPOSALS + "where p.proposal_id = ?", (row, number) -> proposal(row), id.value()).stream()
                .findFirst();
    }

    private static RevisionView revision(ResultSet row) throws SQLException {
        return new RevisionView(
                row.getString("policy"),
                row.getInt("revision"),
                row.getString("source"),
                reporters(row.getString("reporters")),
                row.getString("state"),
                row.getString("proposer"),
                row.getLong("proposed_at"),
                row.getObject("in_force_at", Long.class),
                row.getObject("ended_at", Long.class));
    }

    private static List<Reporter> reporters(String json) {
        return ViewJson.readStrings(json).entrySet().stream()
                .map(entry -> new Reporter(entry.getKey(), new SubjectId(entry.getValue())))
                .toList();
    }

    private ProposalView proposal(ResultSet row) throws SQLException {
        return new ProposalView(
                row.getString("proposal_id"),
                row.getString("policy"),
                row.getInt("revision"),
                row.getBoolean("retires"),
                row.getString("proposer"),
                row.getLong("proposed_at"),
                open(row.getString("comment")),
                row.getString("state"),
                row.getString("closer"),
                row.getObject("closed_at", Long.class),
                open(row.getString("answer")));
    }

    private @Nullable String open(@Nullable String sealed) {
        SealedText text = ViewJson.readSealed(sealed);
        return text == null ? null : vault.open(text).orElse(null);
    }
}
