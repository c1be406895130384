package io.countersign.gate;

import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.Vault;
import io.countersign.views.SealedColumn;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/**
 * Looks up what serves everywhere, and what that rests on: thousands of versions in a few statements. Safe for many threads.
 */
public final class ServingQueries {

    private static final TypeReference<List<PolicyRevision>> REVISIONS = new TypeReference<>() {};

    /** Those that are asked for; the other statements look at the same ones. */
    private static final String WANTED = """
            with wanted as (
                select p.*, m.name from placements p join registered_models m using (model_id)
                where (?::text is null or p.place = ?) and (?::text is null or m.name = ?)
                    and (m.name, p.place, p.version) > (?, ?, ?)
                order by m.name, p.place, p.version limit ?)
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public ServingQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /**
     * What to look for.
     *
     * @param place null for all
     * @param model its name; null for all
     * @param after the last of the page before; null for the first
     */
    public record Wanted(
            @Nullable String place,
            @Nullable String model,
            @Nullable Last after,
            int limit) {

        @Nullable
        Object[] parameters() {
            Last last = after == null ? new Last("", "", 0) : after;
            return new @Nullable Object[] {place, place, model, model, last.model(), last.place(), last.version(), limit
            };
        }
    }

    public record Last(String model, String place, int version) {}

    private record Version(String model, int number) {

        static Version of(ResultSet row) throws SQLException {
            return new Version(row.getString("model_id"), row.getInt("version"));
        }
    }

    /** In the order of models, places and versions. */
    public List<ServingView> find(Wanted wanted) {
        Map<String, List<ServingView.Approval>> approvals = approvals(wanted);
        Map<Version, List<ServingView.Document>> evidence = evidence(wanted);
        Map<Version, List<ServingView.Check>> checks = checks(wanted);
        return jdbc.query(
                WANTED + """
                select w.*, a.digest, v.created_at, v.recorded_at, coalesce(u.username, w.decided_by) as decider
                from wanted w join model_versions v using (model_id, version)
                left join model_version_artifacts a using (model_id, version)
                left join ops.users u on u.subject_id = w.decided_by
                order by w.name, w.place, w.version""",
                (row, number) -> view(
                        row,
                        approvals.getOrDefault(row.getString("event_id"), List.of()),
                        evidence.getOrDefault(Version.of(row), List.of()),
                        checks.getOrDefault(Version.of(row), List.of())),
                wanted.parameters());
    }

    /** By the decisions that they led to. */
    private Map<String, List<ServingView.Approval>> approvals(Wanted wanted) {
        Map<String, List<ServingView.Approval>> found = new HashMap<>();
        jdbc.query(
                WANTED + """
                select distinct w.event_id as decision, s.event_id, s.said_by, s.said_at, s.meaning, s.comment,
                    coalesce(u.username, s.said_by) as speaker
                from wanted w cross join unnest(w.requests) as asked (request_id)
                join change_requests r on r.request_id = asked.request_id
                join voices s on s.ballot = r.ballot and s.kind = 'APPROVAL' and s.state in ('STANDS', 'REVOKED')
                left join ops.users u on u.subject_id = s.said_by
                order by s.said_at, s.event_id""",
                row -> {
                    found.computeIfAbsent(row.getString("decision"), decision -> new ArrayList<>())
                            .add(new ServingView.Approval(
                                    row.getString("event_id"),
                                    row.getString("said_by"),
                                    row.getString("speaker"),
                                    row.getLong("said_at"),
                                    row.getString("meaning"),
                                    SealedColumn.open(row.getString("comment"), vault)));
                },
                wanted.parameters());
        return found;
    }

    private Map<Version, List<ServingView.Document>> evidence(Wanted wanted) {
        Map<Version, List<ServingView.Document>> found = new HashMap<>();
        jdbc.query(
                WANTED + """
                select e.*, coalesce(u.username, e.producer) as produced_by
                from (select distinct model_id, version from wanted) w
                join version_evidence e using (model_id, version)
                left join ops.users u on u.subject_id = e.producer
                order by e.given_at, e.slot, e.sha256""",
                row -> {
                    found.computeIfAbsent(Version.of(row), version -> new ArrayList<>())
                            .add(new ServingView.Document(
                                    row.getString("slot"),
                                    row.getString("name"),
                                    row.getString("sha256"),
                                    row.getString("producer"),
                                    row.getString("produced_by"),
                                    row.getLong("given_at")));
                },
                wanted.parameters());
        return found;
    }

    private Map<Version, List<ServingView.Check>> checks(Wanted wanted) {
        Map<Version, List<ServingView.Check>> found = new HashMap<>();
        jdbc.query(
                WANTED + """
                select c.*, coalesce(u.username, c.reporter) as reported_by
                from (select distinct model_id, version from wanted) w
                join check_reports c using (model_id, version)
                left join ops.users u on u.subject_id = c.reporter
                where not c.superseded order by c.reported_at, c.check_name, c.external_id""",
                row -> {
                    found.computeIfAbsent(Version.of(row), version -> new ArrayList<>())
                            .add(new ServingView.Check(
                                    row.getString("check_name"),
                                    row.getString("state"),
                                    row.getString("reporter"),
                                    row.getString("reported_by"),
                                    row.getLong("reported_at")));
                },
                wanted.parameters());
        return found;
    }

    private static ServingView view(
            ResultSet row,
            List<ServingView.Approval> approvals,
            List<ServingView.Document> evidence,
            List<ServingView.Check> checks)
            throws SQLException {
        return new ServingView(
                row.getString("model_id"),
                row.getString("name"),
                row.getString("place"),
                row.getInt("version"),
                row.getString("digest"),
                row.getString("event_id"),
                row.getLong("decided_at"),
                row.getString("decided_by"),
                row.getString("decider"),
                List.of((String[]) row.getArray("requests").getArray()),
                ViewJson.read(row.getString("policies"), REVISIONS),
                row.getObject("until", Long.class),
                row.getString("revoked_by"),
                row.getLong("created_at"),
                row.getLong("recorded_at"),
                approvals,
                evidence,
                checks);
    }
}
