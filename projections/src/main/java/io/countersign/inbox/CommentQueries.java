package io.countersign.inbox;

import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks comments up. */
public final class CommentQueries {

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public CommentQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    public Optional<CommentView> byId(String commentId) {
        return jdbc.query("""
                        select c.*, coalesce(u.username, c.author) as author_name from comments c
                        left join ops.users u on u.subject_id = c.author where c.comment_id = ?""", (row, number) -> view(row), commentId).stream().findFirst();
    }

    private CommentView view(ResultSet row) throws SQLException {
        return new CommentView(
                row.getString("comment_id"),
                row.getString("model_id"),
                row.getInt("version"),
                row.getString("author"),
                row.getString("author_name"),
                open(ViewJson.readSealed(row.getString("body"))),
                row.getLong("created_at"),
                row.getLong("updated_at"));
    }

    private @Nullable String open(@Nullable SealedText text) {
        return text == null ? null : vault.open(text).orElse(null);
    }
}
