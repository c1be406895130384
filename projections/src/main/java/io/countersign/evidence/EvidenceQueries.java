package io.countersign.evidence;

import io.countersign.identity.SubjectId;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Evidence;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up the documents that stand for versions. */
public final class EvidenceQueries {

    private static final String SELECT = """
            select e.*, coalesce(u.username, e.producer) as produced_by, u.groups from version_evidence e
            left join accounts u on u.subject_id = e.producer where e.model_id = ? and e.version = ?
            """;

    private static final String NEWEST_FIRST = "order by e.given_at desc, e.slot, e.sha256, e.producer";

    private final JdbcTemplate jdbc;

    public EvidenceQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    public List<EvidenceView> of(VersionId version) {
        return jdbc.query(
                SELECT + NEWEST_FIRST,
                (row, number) -> view(row),
                version.model().value(),
                version.number());
    }

    /** The same bytes as each of those put them forward who did, newest first. */
    public List<EvidenceView> find(VersionId version, String slot, String sha256) {
        return jdbc.query(
                SELECT + "and e.slot = ? and e.sha256 = ? " + NEWEST_FIRST,
                (row, number) -> view(row),
                version.model().value(),
                version.number(),
                slot,
                sha256);
    }

    /** The documents as rules look at them, with the groups that their producers are in. */
    public List<Evidence> documents(VersionId version) {
        return jdbc.query(
                SELECT + NEWEST_FIRST,
                (row, number) -> new Evidence(
                        row.getString("slot"),
                        row.getString("media_type"),
                        row.getString("sha256"),
                        new SubjectId(row.getString("producer")),
                        groups(row.getArray("groups")),
                        Instant.ofEpochMilli(row.getLong("given_at"))),
                version.model().value(),
                version.number());
    }

    private static Set<String> groups(@Nullable Array groups) throws SQLException {
        return groups == null ? Set.of() : Set.of((String[]) groups.getArray());
    }

    private static EvidenceView view(ResultSet row) throws SQLException {
        return new EvidenceView(
                row.getString("slot"),
                row.getString("media_type"),
                row.getString("sha256"),
                row.getLong("size"),
                row.getString("name"),
                row.getString("producer"),
                row.getString("produced_by"),
                row.getLong("given_at"));
    }
}
