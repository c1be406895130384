package io.countersign.audit;

import io.countersign.event.EventType;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.views.ViewJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the life of a version, newest first. */
public final class TimelineQueries {

    private static final String TAG_SET =
            EventType.of(ModelVersionEvent.TagSet.class).name();

    private static final String VERSION_IMPORTED =
            EventType.of(RegisteredModelEvent.VersionImported.class).name();

    /** What is sealed in these is not a comment but one of the details. */
    private static final Map<String, String> SEALED_DETAILS = Map.of(TAG_SET, "value", VERSION_IMPORTED, "created_by");

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
        String type = row.getString("type");
        Map<String, String> details = ViewJson.readStrings(row.getString("details"));
        String written = open(ViewJson.readSealed(row.getString("written")));
        String sealedDetail = SEALED_DETAILS.get(type);
        if (sealedDetail != null && written != null) {
            details.put(sealedDetail, written);
        }
        return new TimelineEntry(
                row.getString("event_id"),
                type,
                row.getLong("occurred_at"),
                row.getString("actor"),
                row.getString("actor_name"),
                sealedDetail == null ? written : null,
                details);
    }

    private @Nullable String open(@Nullable SealedText written) {
        return written == null ? null : vault.open(written).orElse(null);
    }

    /** Where an entry is in the order of the timeline. */
    public record Place(long occurredAt, String eventId) {

        public static final Place NOW = new Place(Long.MAX_VALUE, "");
    }
}
