package io.countersign.freeze;

import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.views.ViewJson;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code withdrawals} and {@code frozen_versions}. */
public final class FreezeProjection {

    private final JdbcTemplate jdbc;

    public FreezeProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(WithdrawalEvent.Declared event, EventMessage<?> message) {
        jdbc.update(
                "insert into withdrawals values (?, ?, ?, ?, ?::jsonb)",
                event.withdrawal().value(),
                event.thing().key(),
                event.by().value(),
                message.getTimestamp().toEpochMilli(),
                ViewJson.sealed(event.reason()));
    }

    @EventHandler
    void on(WithdrawalEvent.Lifted event, EventMessage<?> message) {
        jdbc.update(
                "update withdrawals set lifted_by = ?, lifted_at = ?, answer = ?::jsonb where withdrawal_id = ?",
                event.by().value(),
                message.getTimestamp().toEpochMilli(),
                ViewJson.sealed(event.reason()),
                event.withdrawal().value());
    }

    @EventHandler
    void on(FreezeEvent.VersionsFrozen event, EventMessage<?> message) {
        List<Object[]> rows = event.versions().stream()
                .map(version -> new Object[] {
                    event.model().value(),
                    version,
                    event.withdrawal().value(),
                    message.getTimestamp().toEpochMilli(),
                    message.getIdentifier()
                })
                .toList();
        jdbc.batchUpdate("insert into frozen_versions values (?, ?, ?, ?, ?)", rows);
    }

    @EventHandler
    void on(FreezeEvent.VersionsThawed event) {
        jdbc.update(
                "delete from frozen_versions where model_id = ? and withdrawal_id = ? and version = any (?)",
                event.model().value(),
                event.withdrawal().value(),
                event.versions().toArray(Integer[]::new));
    }

    @EventHandler
    void on(RegisteredModelEvent.VersionDeleted event) {
        jdbc.update(
                "delete from frozen_versions where model_id = ? and version = ?",
                event.model().value(),
                event.version());
    }

    @EventHandler
    void on(RegisteredModelEvent.Deleted event) {
        jdbc.update(
                "delete from frozen_versions where model_id = ?", event.model().value());
    }
}
