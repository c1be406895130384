package io.countersign.audit;

import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the life of a version, newest first. */
public final class TimelineQueries {

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public TimelineQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Whether the version exists, or did. */
    public boolean knows(ModelId model, int version) {
        return !page(model, version, Place.NOW, 1).isEmpty();
    }

    /** @param before leaves out this place and everything newer */
    public List<TimelineEntry> page(ModelId model, int version, Place before, int limit) {
        return jdbc.query(
                """
                select t.*, coalesce(u.username, t.actor) as actor_name from timeline t
                left join ops.users u on u.subject_id = t.actor
                where model_id = ? and version = ? and (occurred_at, event_id) < (?, ?)
                order by occurred_at desc, event_id desc limit ?""", (row, number) -> entry(row), model.value(), version, before.occurredAt(), before.eventId(), limit);
    }

    private TimelineEntry entry(ResultSet row) throws SQLException {
        return new TimelineEntry(
                row.getString("event_id"),
                row.getString("type"),
                row.getLong("occurred_at"),
                row.getString("actor"),
                row.getString("actor_name"),
                open(ViewJson.readSealed(row.getString("comment"))),
                ViewJson.readStrings(row.getString("details")));
    }

    private @Nullable String open(@Nullable SealedText comment) {
        return comment == null ? null : vault.open(comment).orElse(null);
    }

    /** Where an entry is in the order of the timeline. */
    public record Place(long occurredAt, String eventId) {

        public static final Place NOW = new Place(Long.MAX_VALUE, "");
    }
}
