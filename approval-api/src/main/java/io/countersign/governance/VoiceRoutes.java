package io.countersign.governance;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.decision.Changes;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What people say about a request: approve, object, decide, and take any of it back. */
@GovernanceRoutes
final class VoiceRoutes {

    private final Sender sender;
    private final Changes changes;
    private final OpenRequests open;
    private final Comments comments;
    private final FindingReader findings;
    private final RequestQueries requests;

    VoiceRoutes(
            Sender sender,
            Changes changes,
            OpenRequests open,
            Comments comments,
            FindingReader findings,
            RequestQueries requests) {
        this.sender = sender;
        this.changes = changes;
        this.open = open;
        this.comments = comments;
        this.findings = findings;
        this.requests = requests;
    }

    @PostMapping("/requests/{id}/approve")
    @Requires(Operation.DECIDE_TRANSITION)
    ResponseEntity<String> approve(
            HttpServletRequest http, @PathVariable String id, @Wire RequestMessages.Approve message) {
        return open.send(
                http,
                id,
                message,
                (model, request, last) -> changes.approve(
                        model,
                        request.change(),
                        Boolean.TRUE.equals(message.archiveExistingVersions()),
                        message.meaning(),
                        message.password(),
                        findings.read(message.findings()),
                        comments.optional(message.comment()),
                        last));
    }

    @PostMapping("/requests/{id}/reject")
    @Requires(Operation.DECIDE_TRANSITION)
    ResponseEntity<String> reject(
            HttpServletRequest http, @PathVariable String id, @Wire RequestMessages.Answer message) {
        return open.send(
                http,
                id,
                message,
                (model, request, last) ->
                        changes.reject(model, request.change(), comments.optional(message.comment()), last));
    }

    @PostMapping("/requests/{id}/cancel")
    @Requires(Operation.CANCEL_REQUEST)
    ResponseEntity<String> cancel(
            HttpServletRequest http, @PathVariable String id, @Wire RequestMessages.Answer message) {
        return open.send(
                http,
                id,
                message,
                (model, request, last) ->
                        changes.cancel(model, new RequestId(id), comments.optional(message.comment()), last));
    }

    @PostMapping("/requests/{id}/withdraw-approval")
    @Requires(Operation.DECIDE_TRANSITION)
    ResponseEntity<String> withdraw(
            HttpServletRequest http, @PathVariable String id, @Wire RequestMessages.Answer message) {
        return open.send(
                http,
                id,
                message,
                (model, request, last) ->
                        changes.withdraw(model, request.change(), comments.optional(message.comment()), last));
    }

    @PostMapping("/requests/{id}/veto")
    @Requires(Operation.DECIDE_TRANSITION)
    ResponseEntity<String> veto(
            HttpServletRequest http, @PathVariable String id, @Wire RequestMessages.Answer message) {
        return open.send(
                http,
                id,
                message,
                (model, request, last) ->
                        changes.veto(model, request.change(), comments.optional(message.comment()), last));
    }

    @PostMapping("/requests/{id}/lift-veto")
    @Requires(Operation.DECIDE_TRANSITION)
    ResponseEntity<String> liftVeto(
            HttpServletRequest http, @PathVariable String id, @Wire RequestMessages.LiftVeto message) {
        return open.send(
                http,
                id,
                message,
                (model, request, last) -> changes.liftVeto(
                        model,
                        request.change(),
                        author(request, message.author()),
                        comments.optional(message.comment()),
                        last));
    }

    private SubjectId author(RequestView request, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            return sender.subject();
        }
        return requests.voices(request.ballot()).stream()
                .filter(voice -> voice.saidBy().equals(name))
                .findFirst()
                .map(voice -> new SubjectId(voice.subjectId()))
                .orElseThrow(() -> Invalid.value("author", name, "they have no veto against this."));
    }
}
