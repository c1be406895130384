package io.countersign.evidence;

import io.countersign.identity.SubjectId;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.CheckResult;
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

/** Looks up how the checks of versions stand. */
public final class CheckQueries {

    private static final String SELECT = """
            select c.*, coalesce(u.username, c.reporter) as reported_by from check_reports c
            left join ops.users u on u.subject_id = c.reporter where c.model_id = ? and c.version = ?
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public CheckQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** What was said when the job came to this state, whatever followed. */
    public Optional<CheckView> report(VersionId version, String check, String externalId, CheckResult.State state) {
        return jdbc
                .query(
                        SELECT + "and c.check_name = ? and c.external_id = ? and c.state = ?",
                        (row, number) -> view(row),
                        version.model().value(),
                        version.number(),
                        check,
                        externalId,
                        state.name())
                .stream()
                .findFirst();
    }

    /**
     * How each job stands, newest first.
     *
     * @param check of this check alone; null for all
     * @param before leaves out this place and everything newer
     */
    public List<CheckView> page(VersionId version, @Nullable String check, Place before, int limit) {
        return jdbc.query(
                SELECT + """
                        and not c.superseded and (?::text is null or c.check_name = ?)
                        and (c.reported_at, c.check_name, c.external_id) < (?, ?, ?)
                        order by c.reported_at desc, c.check_name desc, c.external_id desc limit ?""",
                (row, number) -> view(row),
                version.model().value(),
                version.number(),
                check,
                check,
                before.reportedAt(),
                before.check(),
                before.externalId(),
                limit);
    }

    /** How each job stands, as rules look at it. */
    public List<CheckResult> results(VersionId version) {
        return jdbc.query(
                """
                select check_name, state, reporter, reported_at from check_reports
                where model_id = ? and version = ? and not superseded
                order by reported_at, check_name, external_id""",
                (row, number) -> new CheckResult(
                        row.getString("check_name"),
                        CheckResult.State.valueOf(row.getString("state")),
                        new SubjectId(row.getString("reporter")),
                        Instant.ofEpochMilli(row.getLong("reported_at"))),
                version.model().value(),
                version.number());
    }

    private CheckView view(ResultSet row) throws SQLException {
        return new CheckView(
                row.getString("check_name"),
                row.getString("external_id"),
                row.getString("state"),
                row.getString("reporter"),
                row.getString("reported_by"),
                row.getLong("reported_at"),
                row.getString("link"),
                open(ViewJson.readSealed(row.getString("summary"))),
                row.getString("digest"));
    }

    private @Nullable String open(@Nullable SealedText summary) {
        return summary == null ? null : vault.open(summary).orElse(null);
    }

    /** Where a job is in the order of the list. */
    public record Place(long reportedAt, String check, String externalId) {

        public static final Place NOW = new Place(Long.MAX_VALUE, "", "");

        public static Place of(CheckView view) {
            return new Place(view.reportedAt(), view.check(), view.externalId());
        }
    }
}
