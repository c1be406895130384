package io.countersign.evidence;

import io.countersign.modelversion.ChecklistAnswer;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code check_reports}, {@code version_evidence} and {@code checklist_answers}. */
public final class EvidenceProjection {

    private static final List<String> TABLES = List.of("check_reports", "version_evidence", "checklist_answers");

    private final JdbcTemplate jdbc;

    public EvidenceProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(ModelVersionEvent.CheckReported event, @Timestamp Instant at) {
        VersionId version = event.version();
        jdbc.update("""
                        update check_reports set superseded = true
                        where model_id = ? and version = ? and check_name = ? and external_id = ?""", version.model().value(), version.number(), event.check(), event.externalId());
        jdbc.update(
                "insert into check_reports values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, false)",
                version.model().value(),
                version.number(),
                event.check(),
                event.externalId(),
                event.state().name(),
                event.reporter().value(),
                at.toEpochMilli(),
                event.link(),
                ViewJson.sealed(event.summary()),
                event.digest());
    }

    @EventHandler
    void on(ModelVersionEvent.EvidenceGiven event, @Timestamp Instant at) {
        jdbc.update(
                "insert into version_evidence values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                event.version().model().value(),
                event.version().number(),
                event.slot(),
                event.sha256(),
                event.producer().value(),
                event.mediaType(),
                event.size(),
                event.name(),
                at.toEpochMilli());
    }

    @EventHandler
    void on(ModelVersionEvent.EvidenceWithdrawn event) {
        jdbc.update(
                """
                        delete from version_evidence
                        where model_id = ? and version = ? and slot = ? and sha256 = ? and producer = ?""",
                event.version().model().value(),
                event.version().number(),
                event.slot(),
                event.sha256(),
                event.producer().value());
    }

    @EventHandler
    void on(ModelVersionEvent.ChecklistAnswered event, @Timestamp Instant at) {
        event.answers().forEach(answer -> write(event, answer, at));
    }

    private void write(ModelVersionEvent.ChecklistAnswered event, ChecklistAnswer answer, Instant at) {
        jdbc.update(
                """
                        insert into checklist_answers values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                        on conflict (model_id, version, checklist, item) do update
                        set answer = excluded.answer, note = excluded.note,
                            answered_by = excluded.answered_by, answered_at = excluded.answered_at""",
                event.version().model().value(),
                event.version().number(),
                event.checklist(),
                answer.item(),
                answer.answer().label(),
                ViewJson.sealed(answer.note()),
                event.by().value(),
                at.toEpochMilli());
    }

    @EventHandler
    void on(RegisteredModelEvent.VersionDeleted event) {
        TABLES.forEach(table -> jdbc.update(
                "delete from " + table + " where model_id = ? and version = ?",
                event.model().value(),
                event.version()));
    }

    @EventHandler
    void on(RegisteredModelEvent.Deleted event) {
        TABLES.forEach(table -> jdbc.update(
                "delete from " + table + " where model_id = ?", event.model().value()));
    }
}
