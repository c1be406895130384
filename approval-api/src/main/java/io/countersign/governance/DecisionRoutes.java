package io.countersign.governance;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.api.Idempotency;
import io.countersign.audit.TimelineQueries;
import io.countersign.catalog.VersionView;
import io.countersign.decision.Changes;
import io.countersign.inbox.CommentQueries;
import io.countersign.inbox.RequestQueries;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.registry.Comments;
import io.countersign.wire.Registry;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Requests, decisions and comments, repeatable by {@code Idempotency-Key}. The same commands as Databricks' routes. */
@GovernanceRoutes
final class DecisionRoutes {

    private static final String VERSION = "/models/{name}/versions/{version}";

    private final Sender sender;
    private final Changes changes;
    private final Registry registry;
    private final Idempotency idempotency;
    private final Comments comments;
    private final RequestQueries requests;
    private final CommentQueries commentQueries;
    private final TimelineQueries timeline;

    DecisionRoutes(
            Sender sender,
            Changes changes,
            Registry registry,
            Idempotency idempotency,
            Comments comments,
            RequestQueries requests,
            CommentQueries commentQueries,
            TimelineQueries timeline) {
        this.sender = sender;
        this.changes = changes;
        this.registry = registry;
        this.idempotency = idempotency;
        this.comments = comments;
        this.requests = requests;
        this.commentQueries = commentQueries;
        this.timeline = timeline;
    }

    @PostMapping(VERSION + "/transition-requests")
    @Requires(Operation.REQUEST_TRANSITION)
    ResponseEntity<String> request(
            HttpServletRequest http,
            @PathVariable String name,
            @PathVariable String version,
            @Wire DecisionMessages.Request message) {
        VersionId id = registry.versionId(name, version);
        RequestId request = new RequestId(Uuid7.hex());
        return idempotency.send(
                http,
                message,
                (Idempotency.Sending) last -> changes.request(
                        id.model(), request, move(id, message.stage()), comments.optional(message.comment()), last),
                HttpStatus.CREATED,
                () -> requested(name, id, request));
    }

    @PostMapping(VERSION + "/transition-requests/approve")
    @Requires(Operation.DECIDE_TRANSITION)
    ResponseEntity<String> approve(
            HttpServletRequest http,
            @PathVariable String name,
            @PathVariable String version,
            @Wire DecisionMessages.Approve message) {
        VersionId id = registry.versionId(name, version);
        return idempotency.send(
                http,
                message,
                (Idempotency.Sending) last -> changes.approve(
                        id.model(),
                        move(id, message.stage()),
                        Boolean.TRUE.equals(message.archiveExistingVersions()),
                        message.meaning(),
                        message.password(),
                        List.of(),
                        comments.optional(message.comment()),
                        last),
                HttpStatus.OK,
                () -> decided(name, id));
    }

    @PostMapping(VERSION + "/transition-requests/reject")
    @Requires(Operation.DECIDE_TRANSITION)
    ResponseEntity<String> reject(
            HttpServletRequest http,
            @PathVariable String name,
            @PathVariable String version,
            @Wire DecisionMessages.Request message) {
        VersionId id = registry.versionId(name, version);
        return idempotency.send(
                http,
                message,
                (Idempotency.Sending) last -> changes.reject(
                        id.model(), move(id, message.stage()), comments.optional(message.comment()), last),
                HttpStatus.OK,
                () -> decided(name, id));
    }

    @PostMapping(VERSION + "/comments")
    @Requires(Operation.COMMENT)
    ResponseEntity<String> comment(
            HttpServletRequest http,
            @PathVariable String name,
            @PathVariable String version,
            @Wire DecisionMessages.Comment message) {
        VersionId id = registry.versionId(name, version);
        CommentId comment = new CommentId(Uuid7.hex());
        return idempotency.send(
                http,
                message,
                new ModelVersionCommand.AddComment(id, comment, sender.actor(), comments.required(message.comment())),
                HttpStatus.CREATED,
                () -> commented(comment));
    }

    /** What the version was before is known to its model. */
    private static Change.ToStage move(VersionId version, String stage) {
        return new Change.ToStage(version.number(), Stage.NONE, Stage.labelled(stage));
    }

    private DecisionMessages.Requested requested(String name, VersionId id, RequestId request) {
        return requests.open(id.model(), id.number()).stream()
                .filter(open -> open.requestId().equals(request.value()))
                .findFirst()
                .map(open -> new DecisionMessages.Requested(
                        open.requestId(),
                        name,
                        id.number(),
                        ((Change.ToStage) open.change()).from().label(),
                        ((Change.ToStage) open.change()).to().label(),
                        open.requestedBy(),
                        Instant.ofEpochMilli(open.requestedAt()),
                        open.comment()))
                .orElseThrow(() -> new IllegalStateException("The request " + request + " is not in the inbox."));
    }

    /** With the event that decided. */
    private DecisionMessages.Decided decided(String name, VersionId id) {
        VersionView version = registry.version(name, Integer.toString(id.number()));
        return new DecisionMessages.Decided(
                name,
                version.version(),
                version.stage(),
                timeline.page(id.model(), id.number(), TimelineQueries.Place.NOW, 1).stream()
                        .map(TimelineRoutes.Entry::of)
                        .toList());
    }

    private DecisionMessages.Commented commented(CommentId comment) {
        return commentQueries
                .byId(comment.value())
                .map(found -> new DecisionMessages.Commented(
                        found.commentId(), found.authorName(), Instant.ofEpochMilli(found.createdAt()), found.text()))
                .orElseThrow(() -> new IllegalStateException("The comment " + comment + " is not in the views."));
    }
}
