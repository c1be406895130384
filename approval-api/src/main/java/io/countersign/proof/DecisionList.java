package io.countersign.proof;

import io.countersign.registeredmodel.ModelId;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which events decided something about a version, as far as whoever asks may see it. Safe for many threads. */
@Component
final class DecisionList {

    private static final int MOST = 1_000;

    private final JdbcTemplate jdbc;

    DecisionList(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    record One(String eventId, String type, long occurredAt) {}

    /** The newest, newest first. */
    List<One> on(ModelId model, int version) {
        return jdbc.query(
                """
                select event_id, type, occurred_at from timeline
                where model_id = ? and version = ? and type = any (?)
                order by occurred_at desc, event_id desc limit ?""",
                (row, number) -> new One(row.getString("event_id"), row.getString("type"), row.getLong("occurred_at")),
                model.value(),
                version,
                types(),
                MOST);
    }

    boolean isOn(ModelId model, int version, String event) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (
                    select from timeline where model_id = ? and version = ? and event_id = ? and type = any (?))""", Boolean.class, model.value(), version, event, types()));
    }

    private static String[] types() {
        return Decision.types().toArray(String[]::new);
    }
}
