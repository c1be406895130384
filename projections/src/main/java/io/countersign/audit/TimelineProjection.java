package io.countersign.audit;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventType;
import io.countersign.governance.GovernanceEvent;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.PolicyRevision;
import io.countersign.privacy.SealedText;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.Stage;
import io.countersign.thread.ThreadEvent;
import io.countersign.views.ViewJson;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code timeline}: each event of a version's life, also where it was another version's decision. */
public final class TimelineProjection {

    private final JdbcTemplate jdbc;

    public TimelineProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RegisteredModelEvent event, EventMessage<?> message) {
        switch (event) {
            case RegisteredModelEvent.VersionCreated e ->
                add(message, version(e, e.version()), null, details("source", e.source()));
            case RegisteredModelEvent.VersionDeleted e ->
                add(
                        message,
                        version(e, e.version()),
                        null,
                        details("stage", e.stage().label()));
            case RegisteredModelEvent.TransitionRequested e ->
                add(message, version(e, e.version()), e.comment(), stages(e.from(), e.to(), names(e.policies())));
            case RegisteredModelEvent.TransitionRequestCancelled e ->
                add(message, version(e, e.version()), e.comment(), details("to", e.to().label()));
            case RegisteredModelEvent.TransitionRejected e ->
                add(message, version(e, e.version()), e.comment(), details("to", e.to().label()));
            case RegisteredModelEvent.TransitionApproved e -> {
                add(message, version(e, e.version()), e.comment(), stages(e.from(), e.to(), names(e.policies())));
                addArchived(message, e, e.to(), e.version(), e.archived());
            }
            case RegisteredModelEvent.StageChanged e -> {
                add(message, version(e, e.version()), e.comment(), stages(e.from(), e.to(), names(e.policies())));
                addArchived(message, e, e.to(), e.version(), e.archived());
            }
            case RegisteredModelEvent.AliasSet e -> {
                add(message, version(e, e.version()), null, details("alias", e.alias()));
                if (e.previous() != null) {
                    Map<String, String> moved = details("alias", e.alias(), "moved_to", "" + e.version());
                    add(message, version(e, e.previous()), null, moved);
                }
            }
            case RegisteredModelEvent.AliasDeleted e ->
                add(message, version(e, e.version()), null, details("alias", e.alias()));
            case RegisteredModelEvent.Renamed e ->
                addToEveryVersion(message, e, details("from", e.from(), "to", e.to()));
            case RegisteredModelEvent.Deleted e -> addToEveryVersion(message, e, details("name", e.name()));
            case RegisteredModelEvent.VersionImported e -> add(message, version(e, e.version()), e.user(), imported(e));
            case RegisteredModelEvent.Created e -> {}
            case RegisteredModelEvent.Imported e -> {}
            case RegisteredModelEvent.DescriptionChanged e -> {}
            case RegisteredModelEvent.TagSet e -> {}
            case RegisteredModelEvent.TagDeleted e -> {}
        }
    }

    @EventHandler
    void on(GovernanceEvent event, EventMessage<?> message) {
        Integer version = event.change().candidate();
        if (version == null) {
            return;
        }
        VersionId about = new VersionId(event.model(), version);
        String change = event.change().words();
        switch (event) {
            case GovernanceEvent.ChangeRequested e ->
                add(message, about, e.comment(), details("change", change, "policy", names(e.policies())));
            case GovernanceEvent.ChangeRequestCancelled e ->
                add(message, about, e.comment(), details("change", change));
            case GovernanceEvent.ChangeRejected e -> add(message, about, e.comment(), details("change", change));
            case GovernanceEvent.ChangeApproved e ->
                add(message, about, e.comment(), details("change", change, "policy", names(e.policies())));
            case GovernanceEvent.ApprovalGiven e ->
                add(message, about, e.comment(), details("change", change, "meaning", e.meaning()));
            case GovernanceEvent.ApprovalWithdrawn e -> add(message, about, e.comment(), details("change", change));
            case GovernanceEvent.ApprovalWentStale e ->
                add(
                        message,
                        about,
                        null,
                        details(
                                "change", change,
                                "approval_by", e.by().value(),
                                "changed", String.join(", ", e.changed())));
            case GovernanceEvent.RequestsExpired e ->
                add(
                        message,
                        about,
                        null,
                        details("change", change, "policy", e.policy().name()));
            case GovernanceEvent.Vetoed e -> add(message, about, e.comment(), details("change", change));
            case GovernanceEvent.VetoLifted e ->
                add(
                        message,
                        about,
                        e.comment(),
                        details("change", change, "veto_by", e.author().value()));
        }
    }

    @EventHandler
    void on(ThreadEvent event, EventMessage<?> message) {
        Integer number = event.discussion().version();
        if (number == null) {
            return;
        }
        VersionId version = new VersionId(event.discussion().model(), number);
        switch (event) {
            case ThreadEvent.Started e -> add(message, version, e.text(), details(e, e.comment()));
            case ThreadEvent.Replied e -> add(message, version, e.text(), details(e, e.comment()));
            case ThreadEvent.CommentEdited e -> add(message, version, e.text(), details(e, e.comment()));
            case ThreadEvent.CommentDeleted e -> add(message, version, null, details(e, e.comment()));
            case ThreadEvent.Resolved e -> add(message, version, null, details(e, null));
            case ThreadEvent.Reopened e -> add(message, version, null, details(e, null));
        }
    }

    private static Map<String, String> details(ThreadEvent event, @Nullable CommentId comment) {
        return details(
                "request_id",
                event.discussion().request().value(),
                "thread_id",
                event.thread().value(),
                "comment_id",
                comment == null ? null : comment.value());
    }

    @EventHandler
    void on(ModelVersionEvent event, EventMessage<?> message) {
        VersionId version = event.version();
        switch (event) {
            case ModelVersionEvent.DescriptionChanged e ->
                add(message, version, null, details("description", e.description()));
            case ModelVersionEvent.TagSet e ->
                add(
                        message,
                        version,
                        e.tag().sealed(),
                        details("key", e.tag().key(), "value", e.tag().value()));
            case ModelVersionEvent.ArtifactsVerified e -> add(message, version, null, details("digest", e.digest()));
            case ModelVersionEvent.ArtifactsUnverified e -> add(message, version, null, details("reason", e.reason()));
            case ModelVersionEvent.TagDeleted e -> add(message, version, null, details("key", e.key()));
            case ModelVersionEvent.CommentAdded e ->
                add(
                        message,
                        version,
                        e.text(),
                        details("comment_id", e.comment().value()));
            case ModelVersionEvent.CommentEdited e ->
                add(
                        message,
                        version,
                        e.text(),
                        details("comment_id", e.comment().value()));
            case ModelVersionEvent.CommentDeleted e ->
                add(message, version, null, details("comment_id", e.comment().value()));
            case ModelVersionEvent.CheckReported e -> add(message, version, e.summary(), reported(e));
            case ModelVersionEvent.EvidenceGiven e ->
                add(
                        message,
                        version,
                        null,
                        details("slot", e.slot(), "name", e.name(), "media_type", e.mediaType(), "sha256", e.sha256()));
            case ModelVersionEvent.EvidenceWithdrawn e ->
                add(
                        message,
                        version,
                        null,
                        details(
                                "slot",
                                e.slot(),
                                "sha256",
                                e.sha256(),
                                "producer_id",
                                e.producer().value()));
            case ModelVersionEvent.ChecklistAnswered e -> add(message, version, null, answered(e));
        }
    }

    private static Map<String, String> reported(ModelVersionEvent.CheckReported event) {
        return details(
                "check",
                event.check(),
                "external_id",
                event.externalId(),
                "state",
                event.state().name().toLowerCase(Locale.ROOT),
                "link",
                event.link(),
                "digest",
                event.digest());
    }

    /** Notes are with the checklist itself. */
    private static Map<String, String> answered(ModelVersionEvent.ChecklistAnswered event) {
        return details(
                "checklist",
                event.checklist(),
                "answers",
                event.answers().stream()
                        .map(answer -> answer.item() + ": " + answer.answer().label())
                        .collect(Collectors.joining(", ")));
    }

    /** What stands here by nobody's decision here has to be seen as such. */
    private static Map<String, String> imported(RegisteredModelEvent.VersionImported event) {
        return details(
                "source",
                event.source(),
                "imported_from",
                event.from().server(),
                "stage",
                event.stage().label(),
                "aliases",
                event.aliases().isEmpty() ? null : String.join(", ", event.aliases()),
                "created_at",
                Instant.ofEpochMilli(event.createdAt()).toString());
    }

    private void addArchived(
            EventMessage<?> message, RegisteredModelEvent event, Stage from, int successor, List<Integer> archived) {
        Map<String, String> details = stages(from, Stage.ARCHIVED, null);
        details.put("replaced_by", Integer.toString(successor));
        archived.forEach(version -> add(message, version(event, version), null, details));
    }

    private void add(
            EventMessage<?> message, VersionId version, @Nullable SealedText written, Map<String, String> details) {
        jdbc.update(
                "insert into timeline values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)",
                message.getIdentifier(),
                version.model().value(),
                version.number(),
                name(message),
                message.getTimestamp().toEpochMilli(),
                actor(message),
                ViewJson.sealed(written),
                ViewJson.write(details));
    }

    /** To every version that was ever created, as its timeline shows it. */
    private void addToEveryVersion(EventMessage<?> message, RegisteredModelEvent event, Map<String, String> details) {
        jdbc.update(
                """
                        insert into timeline
                        select distinct ?, model_id, version, ?, ?::bigint, ?, null::jsonb, ?::jsonb
                        from timeline created where model_id = ?
                        and type in ('registered-model.version-created', 'registered-model.version-imported')
                        and not exists (
                            select from timeline gone where gone.model_id = created.model_id
                            and gone.version = created.version and gone.type = 'registered-model.version-deleted')""",
                message.getIdentifier(),
                name(message),
                message.getTimestamp().toEpochMilli(),
                actor(message),
                ViewJson.write(details),
                event.model().value());
    }

    private static String name(EventMessage<?> message) {
        return EventType.of(((DomainEvent) message.getPayload()).getClass()).name();
    }

    private static String actor(EventMessage<?> message) {
        return String.valueOf(message.getMetaData().get("actor"));
    }

    private static VersionId version(RegisteredModelEvent event, int version) {
        return new VersionId(event.model(), version);
    }

    private static Map<String, String> stages(Stage from, Stage to, @Nullable String policy) {
        return details("from", from.label(), "to", to.label(), "policy", policy);
    }

    private static @Nullable String names(List<PolicyRevision> policies) {
        return policies.isEmpty()
                ? null
                : policies.stream().map(PolicyRevision::name).collect(Collectors.joining(", "));
    }

    /** Names and values in turn; those without a value are left out. */
    private static Map<String, String> details(@Nullable String... namesAndValues) {
        Map<String, String> details = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                details.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return details;
    }
}
