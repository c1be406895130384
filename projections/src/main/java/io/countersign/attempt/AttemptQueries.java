package io.countersign.attempt;

import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.ModelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up what was tried and refused. */
public final class AttemptQueries {

    private final JdbcTemplate jdbc;

    public AttemptQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which attempts are asked for; what is null does not narrow them.
     *
     * @param reason its code
     */
    public record Filter(
            @Nullable SubjectId actor,
            @Nullable ModelId model,
            @Nullable String reason) {}

    /**
     * Newest first.
     *
     * @param after leaves out this one and everything newer; null to begin with the newest
     */
    public List<AttemptView> page(Filter filter, @Nullable AttemptId after, int limit) {
        String actor = filter.actor() == null ? null : filter.actor().value();
        String model = filter.model() == null ? null : filter.model().value();
        String last = after == null ? null : after.value();
        return jdbc.query(
                """
                select a.*, coalesce(u.username, a.actor) as actor_name, coalesce(m.name, a.model_id) as model
                from refused_attempts a
                left join ops.users u on u.subject_id = a.actor
                left join registered_models m using (model_id)
                where (?::text is null or a.actor = ?) and (?::text is null or a.model_id = ?)
                    and (?::text is null or a.reason = ?) and (?::text is null or a.attempt_id < ?)
                order by a.attempt_id desc limit ?""",
                (row, number) -> view(row),
                actor,
                actor,
                model,
                model,
                filter.reason(),
                filter.reason(),
                last,
                last,
                limit);
    }

    private static AttemptView view(ResultSet row) throws SQLException {
        return new AttemptView(
                row.getString("attempt_id"),
                row.getLong("refused_at"),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getString("operation"),
                row.getString("model"),
                row.getObject("version", Integer.class),
                row.getString("topic"),
                row.getString("request_id"),
                row.getString("reason"));
    }
}
