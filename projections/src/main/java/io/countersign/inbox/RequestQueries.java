package io.countersign.inbox;

import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up open transition requests. */
public final class RequestQueries {

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public RequestQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** The open requests for a version, oldest first. */
    public List<RequestView> open(ModelId model, int version) {
        return jdbc.query("""
                select r.*, v.stage, coalesce(u.username, r.requested_by) as requester
                from transition_requests r join model_versions v using (model_id, version)
                left join ops.users u on u.subject_id = r.requested_by
                where r.model_id = ? and r.version = ? and r.state = 'OPEN' order by r.requested_at, r.request_id""", (row, number) -> view(row), model.value(), version);
    }

    private RequestView view(ResultSet row) throws SQLException {
        return new RequestView(
                row.getString("request_id"),
                row.getString("model_id"),
                row.getInt("version"),
                row.getString("stage"),
                row.getString("to_stage"),
                row.getString("requested_by"),
                row.getString("requester"),
                row.getLong("requested_at"),
                open(ViewJson.readSealed(row.getString("comment"))));
    }

    private @Nullable String open(@Nullable SealedText comment) {
        return comment == null ? null : vault.open(comment).orElse(null);
    }
}
