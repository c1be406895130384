package io.countersign.evidence;

import io.countersign.modelversion.VersionId;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up what was answered to checklists. */
public final class ChecklistQueries {

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public ChecklistQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /**
     * In the order of checklists and items.
     *
     * @param checklist this one alone; null for all
     */
    public List<AnswerView> answers(VersionId version, @Nullable String checklist) {
        return jdbc.query(
                """
                select a.*, coalesce(u.username, a.answered_by) as answerer from checklist_answers a
                left join ops.users u on u.subject_id = a.answered_by
                where a.model_id = ? and a.version = ? and (?::text is null or a.checklist = ?)
                order by a.checklist, a.item""", (row, number) -> view(row), version.model().value(), version.number(), checklist, checklist);
    }

    private AnswerView view(ResultSet row) throws SQLException {
        return new AnswerView(
                row.getString("checklist"),
                row.getString("item"),
                row.getString("answer"),
                open(ViewJson.readSealed(row.getString("note"))),
                row.getString("answered_by"),
                row.getString("answerer"),
                row.getLong("answered_at"));
    }

    private @Nullable String open(@Nullable SealedText note) {
        return note == null ? null : vault.open(note).orElse(null);
    }
}
