package io.countersign.gate;

import io.countersign.event.EventMetadata;
import io.countersign.governance.FindingEvent;
import io.countersign.governance.GovernanceEvent;
import io.countersign.identity.SubjectId;
import io.countersign.policy.Change;
import io.countersign.policy.Decided;
import io.countersign.policy.PolicyRevision;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.RequestId;
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
                move(
                        message,
                        e.model(),
                        e.version(),
                        e.to(),
                        new Decision(e.by(), e.requests(), e.policies(), e.decided()));
                e.archived().forEach(version -> leaveStages(e.model(), version));
            }
            case RegisteredModelEvent.StageChanged e -> {
                move(
                        message,
                        e.model(),
                        e.version(),
                        e.to(),
                        new Decision(e.by(), List.of(), e.policies(), e.decided()));
                e.archived().forEach(version -> leaveStages(e.model(), version));
            }
            case RegisteredModelEvent.VersionImported e -> {
                Decision decision = Decision.without(e.by());
                move(message, e.model(), e.version(), e.stage(), decision);
                e.aliases().forEach(alias -> point(message, e.model(), alias, e.version(), decision));
            }
            case RegisteredModelEvent.AliasSet e ->
                point(message, e.model(), e.alias(), e.version(), Decision.without(actor(message)));
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
        Decision decision = new Decision(event.by(), event.requests(), event.policies(), event.decided());
        if (event.change() instanceof Change.OfAlias of && of.version() != null) {
            point(message, event.model(), of.alias(), of.version(), decision);
        } else if (event.change() instanceof Change.Revalidation of) {
            put(message, event.model(), stage(of.stage()), of.version(), decision);
        } else if (event.change() instanceof Change.RevalidationOfAlias of) {
            put(message, event.model(), alias(of.alias()), of.version(), decision);
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

    /**
     * By which a version came somewhere.
     *
     * @param requests that it was about
     * @param policies that had a say
     * @param decided why they let it pass; null where none had a say
     */
    private record Decision(
            SubjectId by,
            List<RequestId> requests,
            List<PolicyRevision> policies,
            @Nullable Decided decided) {

        static Decision without(SubjectId by) {
            return new Decision(by, List.of(), List.of(), null);
        }

        /** As the policies' clock had it. */
        Instant at(EventMessage<?> message) {
            return decided == null ? message.getTimestamp() : decided.about().at();
        }

        @Nullable
        Long until() {
            return decided == null || decided.bypass() == null
                    ? null
                    : decided.bypass().until().toEpochMilli();
        }
    }

    private static SubjectId actor(EventMessage<?> message) {
        return new SubjectId(
                String.valueOf(message.getMetaData().getOrDefault(EventMetadata.ACTOR, SubjectId.SYSTEM.value())));
    }

    private void move(EventMessage<?> message, ModelId model, int version, Stage to, Decision decision) {
        leaveStages(model, version);
        if (to.isActive()) {
            put(message, model, stage(to), version, decision);
        }
    }

    private void leaveStages(ModelId model, int version) {
        jdbc.update(
                "delete from placements where model_id = ? and version = ? and place like 'stage/%'",
                model.value(), version);
    }

    /** Where the alias leads there already, its decision stays: it was that which comes with the same command. */
    private void point(EventMessage<?> message, ModelId model, String alias, int version, Decision decision) {
        jdbc.update(
                "delete from placements where model_id = ? and place = ? and (version <> ? or ?)",
                model.value(),
                alias(alias),
                version,
                decision.decided() != null);
        insert(message, model, alias(alias), version, decision, "do nothing");
    }

    private void put(EventMessage<?> message, ModelId model, String place, int version, Decision decision) {
        insert(message, model, place, version, decision, """
                (model_id, place, version) do update
                set event_id = excluded.event_id, decided_at = excluded.decided_at, decided_by = excluded.decided_by,
                    requests = excluded.requests, policies = excluded.policies, subject = excluded.subject,
                    read_at = excluded.read_at, until = excluded.until, revoked_by = null""");
    }

    private void insert(
            EventMessage<?> message, ModelId model, String place, int version, Decision decision, String onConflict) {
        Decided decided = decision.decided();
        jdbc.update(
                """
                insert into placements (model_id, place, version, event_id, decided_at, decided_by, requests, policies,
                    subject, read_at, until)
                values (?, ?, ?, ?, ?, ?, ?::text[], ?::jsonb, ?::jsonb, ?::jsonb, ?) on conflict\s""" + onConflict,
                model.value(),
                place,
                version,
                message.getIdentifier(),
                decision.at(message).toEpochMilli(),
                decision.by().value(),
                decision.requests().stream().map(RequestId::value).toArray(String[]::new),
                ViewJson.write(decision.policies()),
                decided == null ? null : ViewJson.write(decided.subject()),
                decided == null ? null : ViewJson.write(decided.readAt()),
                decision.until());
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
