package io.countersign.audit;

import static io.countersign.audit.TimelineRows.details;
import static io.countersign.audit.TimelineRows.names;

import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.modelversion.VersionId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code timeline}: each event of a version's life, also where it was another version's decision. */
public final class TimelineProjection {

    private final TimelineRows rows;

    public TimelineProjection(JdbcTemplate jdbc) {
        this.rows = new TimelineRows(jdbc);
    }

    @EventHandler
    void on(RegisteredModelEvent event, EventMessage<?> message) {
        switch (event) {
            case RegisteredModelEvent.VersionCreated e ->
                rows.add(message, version(e, e.version()), null, details("source", e.source()));
            case RegisteredModelEvent.VersionDeleted e ->
                rows.add(
                        message,
                        version(e, e.version()),
                        null,
                        details("stage", e.stage().label()));
            case RegisteredModelEvent.TransitionRequested e ->
                rows.add(message, version(e, e.version()), e.comment(), stages(e.from(), e.to(), names(e.policies())));
            case RegisteredModelEvent.TransitionRequestCancelled e ->
                rows.add(message, version(e, e.version()), e.comment(), details("to", e.to().label()));
            case RegisteredModelEvent.TransitionRejected e ->
                rows.add(message, version(e, e.version()), e.comment(), details("to", e.to().label()));
            case RegisteredModelEvent.TransitionApproved e -> {
                rows.add(message, version(e, e.version()), e.comment(), stages(e.from(), e.to(), names(e.policies())));
                addArchived(message, e, e.to(), e.version(), e.archived());
            }
            case RegisteredModelEvent.StageChanged e -> {
                rows.add(message, version(e, e.version()), e.comment(), stages(e.from(), e.to(), names(e.policies())));
                addArchived(message, e, e.to(), e.version(), e.archived());
            }
            case RegisteredModelEvent.AliasSet e -> {
                rows.add(message, version(e, e.version()), null, details("alias", e.alias()));
                if (e.previous() != null) {
                    Map<String, String> moved = details("alias", e.alias(), "moved_to", "" + e.version());
                    rows.add(message, version(e, e.previous()), null, moved);
                }
            }
            case RegisteredModelEvent.AliasDeleted e ->
                rows.add(message, version(e, e.version()), null, details("alias", e.alias()));
            case RegisteredModelEvent.Renamed e ->
                rows.addToEveryVersion(message, e.model(), details("from", e.from(), "to", e.to()));
            case RegisteredModelEvent.Deleted e ->
                rows.addToEveryVersion(message, e.model(), details("name", e.name()));
            case RegisteredModelEvent.VersionImported e ->
                rows.add(message, version(e, e.version()), e.user(), imported(e));
            case RegisteredModelEvent.Created e -> {}
            case RegisteredModelEvent.Imported e -> {}
            case RegisteredModelEvent.DescriptionChanged e -> {}
            case RegisteredModelEvent.TagSet e -> {}
            case RegisteredModelEvent.TagDeleted e -> {}
        }
    }

    @EventHandler
    void on(ModelVersionEvent event, EventMessage<?> message) {
        VersionId version = event.version();
        switch (event) {
            case ModelVersionEvent.DescriptionChanged e ->
                rows.add(message, version, null, details("description", e.description()));
            case ModelVersionEvent.TagSet e ->
                rows.add(
                        message,
                        version,
                        e.tag().sealed(),
                        details("key", e.tag().key(), "value", e.tag().value()));
            case ModelVersionEvent.ArtifactsVerified e ->
                rows.add(message, version, null, details("digest", e.digest()));
            case ModelVersionEvent.ArtifactsUnverified e ->
                rows.add(message, version, null, details("reason", e.reason()));
            case ModelVersionEvent.TagDeleted e -> rows.add(message, version, null, details("key", e.key()));
            case ModelVersionEvent.CommentAdded e ->
                rows.add(
                        message,
                        version,
                        e.text(),
                        details("comment_id", e.comment().value()));
            case ModelVersionEvent.CommentEdited e ->
                rows.add(
                        message,
                        version,
                        e.text(),
                        details("comment_id", e.comment().value()));
            case ModelVersionEvent.CommentDeleted e ->
                rows.add(
                        message,
                        version,
                        null,
                        details("comment_id", e.comment().value()));
            case ModelVersionEvent.CheckReported e -> rows.add(message, version, e.summary(), reported(e));
            case ModelVersionEvent.EvidenceGiven e ->
                rows.add(
                        message,
                        version,
                        null,
                        details("slot", e.slot(), "name", e.name(), "media_type", e.mediaType(), "sha256", e.sha256()));
            case ModelVersionEvent.EvidenceWithdrawn e ->
                rows.add(
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
            case ModelVersionEvent.ChecklistAnswered e -> rows.add(message, version, null, answered(e));
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
        archived.forEach(version -> rows.add(message, version(event, version), null, details));
    }

    private static VersionId version(RegisteredModelEvent event, int version) {
        return new VersionId(event.model(), version);
    }

    private static Map<String, String> stages(Stage from, Stage to, @Nullable String policy) {
        return details("from", from.label(), "to", to.label(), "policy", policy);
    }
}
