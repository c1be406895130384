package io.countersign.inbox;

import io.countersign.policy.Change;
import io.countersign.policy.PolicyFindings;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.views.SealedColumn;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/** Looks up requests for changes, and what was said about them. */
public final class RequestQueries {

    private static final TypeReference<List<PolicyRevision>> REVISIONS = new TypeReference<>() {};
    private static final TypeReference<List<PolicyFindings>> FINDINGS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private static final String REQUESTS = """
            select r.*, m.name,
                case when r.state <> 'OPEN' then r.origin when r.kind = 'alias' then a.version::text else v.stage end
                    as leads_from,
                coalesce(u.username, r.requested_by) as requester, coalesce(c.username, r.closed_by) as closer
            from change_requests r
            left join registered_models m using (model_id)
            left join model_versions v on v.model_id = r.model_id and v.version = r.version
            left join model_aliases a on a.model_id = r.model_id and r.kind = 'alias' and a.alias = r.target
            left join ops.users u on u.subject_id = r.requested_by
            left join ops.users c on c.subject_id = r.closed_by
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public RequestQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    public Optional<RequestView> byId(RequestId id) {
        return read("where r.request_id = ?", id.value()).stream().findFirst();
    }

    /** The open requests to move a version to another stage, oldest first. */
    public List<RequestView> open(ModelId model, int version) {
        return read(
                "where r.model_id = ? and r.version = ? and r.kind = 'stage' and r.state = 'OPEN' "
                        + "order by r.requested_at, r.request_id",
                model.value(),
                version);
    }

    /** The open requests for that very change, oldest first. */
    public List<RequestView> open(ModelId model, Change change) {
        return read(
                "where r.model_id = ? and r.topic = ? and r.state = 'OPEN' order by r.requested_at, r.request_id",
                model.value(),
                change.topic());
    }

    /**
     * Open ones, oldest first.
     *
     * @param filter which of them
     * @param after continues after that one; null from the first
     */
    public List<RequestView> open(RequestFilter filter, @Nullable RequestView after, int limit) {
        return read(
                "where r.state = 'OPEN' and (?::text is null or r.model_id = ?) and (?::text is null or r.kind = ?) "
                        + "and (r.requested_at, r.request_id) > (?, ?) "
                        + "order by r.requested_at, r.request_id limit ?",
                filter.modelId(),
                filter.modelId(),
                filter.kind(),
                filter.kind(),
                after == null ? Long.MIN_VALUE : after.requestedAt(),
                after == null ? "" : after.requestId(),
                limit);
    }

    /**
     * Whatever became of them, newest first.
     *
     * @param filter which of them
     * @param after continues after that one; null from the first
     */
    public List<RequestView> by(String subjectId, RequestFilter filter, @Nullable RequestView after, int limit) {
        return read(
                "where r.requested_by = ? and (?::text is null or r.model_id = ?) and (?::text is null or r.kind = ?) "
                        + "and (r.requested_at, r.request_id) < (?, ?) "
                        + "order by r.requested_at desc, r.request_id desc limit ?",
                subjectId,
                filter.modelId(),
                filter.modelId(),
                filter.kind(),
                filter.kind(),
                after == null ? Long.MAX_VALUE : after.requestedAt(),
                after == null ? "" : after.requestId(),
                limit);
    }

    /** What was said about all requests of one ballot, in that order. */
    public List<VoiceView> voices(String ballot) {
        return jdbc.query("""
                select s.*, coalesce(u.username, s.said_by) as speaker, coalesce(e.username, s.ended_by) as ender
                from voices s left join ops.users u on u.subject_id = s.said_by
                left join ops.users e on e.subject_id = s.ended_by
                where s.ballot = ? order by s.said_at, s.event_id""", (row, number) -> voice(row), ballot);
    }

    private List<RequestView> read(String condition, @Nullable Object... parameters) {
        return jdbc.query(REQUESTS + condition, (row, number) -> view(row), parameters);
    }

    private RequestView view(ResultSet row) throws SQLException {
        ChangeColumns columns = new ChangeColumns(
                row.getString("kind"),
                row.getObject("version", Integer.class),
                row.getString("target"),
                row.getString("value"));
        String evaluation = row.getString("evaluation");
        String name = row.getString("name");
        return new RequestView(
                row.getString("request_id"),
                row.getString("ballot"),
                row.getString("model_id"),
                name == null ? "" : name,
                columns.change(row.getString("leads_from")),
                row.getString("requested_by"),
                row.getString("requester"),
                row.getLong("requested_at"),
                SealedColumn.open(row.getString("comment"), vault),
                ViewJson.read(row.getString("policies"), REVISIONS),
                row.getString("state"),
                row.getString("closer"),
                row.getObject("closed_at", Long.class),
                SealedColumn.open(row.getString("answer"), vault),
                evaluation == null ? List.of() : ViewJson.read(evaluation, FINDINGS),
                row.getString("successor"),
                row.getString("predecessor"));
    }

    private VoiceView voice(ResultSet row) throws SQLException {
        String subject = row.getString("subject");
        String changed = row.getString("changed");
        return new VoiceView(
                row.getString("kind"),
                row.getString("said_by"),
                row.getString("speaker"),
                row.getLong("said_at"),
                row.getString("meaning"),
                SealedColumn.open(row.getString("comment"), vault),
                subject == null ? Map.of() : ViewJson.readStrings(subject),
                row.getString("state"),
                changed == null ? List.of() : ViewJson.read(changed, NAMES),
                row.getString("ender"),
                row.getObject("ended_at", Long.class));
    }
}
