package io.countersign.gate;

import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.Stage;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code placements}. */
public final class PlacementProjection {

    private final JdbcTemplate jdbc;

    public PlacementProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RegisteredModelEvent event, EventMessage<?> message) {
        switch (event) {
            case RegisteredModelEvent.TransitionApproved e -> {
                move(message, e.model(), e.version(), e.to(), e.policies(), e.decided());
                e.archived().forEach(version -> leaveStages(e.model(), version));
            }
            case RegisteredModelEvent.StageChanged e -> {
                move(message, e.model(), e.version(), e.to(), e.policies(), e.decided());
                e.archived().forEach(version -> leaveStages(e.model(), version));
            }
            case RegisteredModelEvent.VersionImported e -> {
                move(message, e.model(), e.version(), e.stage(), List.of(), null);
                e.aliases().forEach(alias -> point(message, e.model(), alias, e.version(), List.of(), null));
            }
            case RegisteredModelEvent.AliasSet e -> point(message, e.model(), e.alias(), e.version(), List.of(), null);
            case RegisteredModelEvent.AliasDeleted e -> clear(e.model(), alias(e.alias()));
            case RegisteredModelEvent.VersionDeleted e ->
                jdbc.update(
                        "delete from placements where model_id = ? and version = ?",
                        e.model().value(),
                        e.version());
            case RegisteredModelEvent.Deleted e ->
                jdbc.update(
                        "delete from placements where model_id = ?", e.model().value());
            default -> {} // nothing else moves a version
        }
    }

    /** It comes before the event that makes the change, and says why that may be. */
    @EventHandler
    void on(GovernanceEvent.ChangeApproved event, EventMessage<?> message) {
        if (event.change() instanceof Change.OfAlias of && of.version() != null) {
            point(message, event.model(), of.alias(), of.version(), event.policies(), event.decided());
        } else if (event.change() instanceof Change.Revalidation of) {
            put(message, event.model(), stage(of.stage()), of.version(), event.policies(), event.decided());
        } else if (event.change() instanceof Change.RevalidationOfAlias of) {
            put(message, event.model(), alias(of.alias()), of.version(), event.policies(), event.decided());
        }
    }

    /** What it let come, or stay, somewhere is there without it now. */
    @EventHandler
    void on(FindingEvent.ApprovalRevoked event, EventMessage<?> message) {
        Integer version = event.change().candidate();
        String place = place(event.change());
        if (event.made() && version != null && place != null) {
            jdbc.update(
                    "update placements set revoked_by = ? where model_id = ? and place = ? and version = ?",
                    message.getIdentifier(),
                    event.model().value(),
                    place,
                    version);
        }
    }

    private static @Nullable String place(Change change) {
        return switch (change) {
            case Change.ToStage of -> stage(of.to());
            case Change.OfAlias of -> alias(of.alias());
            case Change.Revalidation of -> stage(of.stage());
            case Change.RevalidationOfAlias of -> alias(of.alias());
            default -> null;
        };
    }

    private void move(
            EventMessage<?> message,
            ModelId model,
            int version,
            Stage to,
            List<PolicyRevision> policies,
            @Nullable Decided decided) {
        leaveStages(model, version);
        if (to.isActive()) {
            put(message, model, stage(to), version, policies, decided);
        }
    }

    private void leaveStages(ModelId model, int version) {
        jdbc.update(
                "delete from placements where model_id = ? and version = ? and place like 'stage/%'",
                model.value(), version);
    }

    /** Where the alias leads there already, its decision stays: it was that which comes with the same command. */
    private void point(
            EventMessage<?> message,
            ModelId model,
            String alias,
            int version,
            List<PolicyRevision> policies,
            @Nullable Decided decided) {
        jdbc.update(
                "delete from placements where model_id = ? and place = ? and (version <> ? or ?)",
                model.value(),
                alias(alias),
                version,
                decided != null);
        insert(message, model, alias(alias), version, policies, decided, "do nothing");
    }

    private void put(
            EventMessage<?> message,
            ModelId model,
            String place,
            int version,
            List<PolicyRevision> policies,
            @Nullable Decided decided) {
        insert(message, model, place, version, policies, decided, """
                (model_id, place, version) do update
                set event_id = excluded.event_id, decided_at = excluded.decided_at, policies = excluded.policies,
                    subject = excluded.subject, read_at = excluded.read_at, until = excluded.until, revoked_by = null""");
    }

    private void insert(
            EventMessage<?> message,
            ModelId model,
            String place,
            int version,
            List<PolicyRevision> policies,
            @Nullable Decided decided,
            String onConflict) {
        jdbc.update(
                """
                insert into placements
                    (model_id, place, version, event_id, decided_at, policies, subject, read_at, until)
                values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?) on conflict\s""" + onConflict,
                model.value(),
                place,
                version,
                message.getIdentifier(),
                at(message, decided).toEpochMilli(),
                ViewJson.write(policies),
                decided == null ? null : ViewJson.write(decided.subject()),
                decided == null ? null : ViewJson.write(decided.readAt()),
                decided == null || decided.bypass() == null
                        ? null
                        : decided.bypass().until().toEpochMilli());
    }

    /** As the policies' clock had it. */
    private static Instant at(EventMessage<?> message, @Nullable Decided decided) {
        return decided == null ? message.getTimestamp() : decided.about().at();
    }

    private void clear(ModelId model, String place) {
        jdbc.update("delete from placements where model_id = ? and place = ?", model.value(), place);
    }

    static String stage(Stage stage) {
        return "stage/" + stage.label();
    }

    static String alias(String alias) {
        return "alias/" + alias;
    }
}
