package io.countersign.tracking;

import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code run_deletions}. */
public final class RunDeletionProjection {

    private final JdbcTemplate jdbc;

    public RunDeletionProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RunEvent.Deleted event, @Timestamp Instant at) {
        put(event.run(), at);
    }

    @EventHandler
    void on(RunEvent.Imported event, @Timestamp Instant at) {
        if (event.deletedAt() != null) {
            put(event.run(), at);
        }
    }

    @EventHandler
    void on(RunEvent.Restored event) {
        jdbc.update("delete from run_deletions where run_id = ?", event.run().value());
    }

    private void put(RunId run, Instant at) {
        jdbc.update("""
                        insert into run_deletions values (?, ?)
                        on conflict (run_id) do update set deleted_at = excluded.deleted_at""", run.value(), at.toEpochMilli());
    }
}
