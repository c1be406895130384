package io.countersign.governance;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.api.Idempotency;
import io.countersign.decision.Changes;
import io.countersign.governance.BypassMessages.BypassMessage;
import io.countersign.governance.BypassMessages.Page;
import io.countersign.identity.SubjectId;
import io.countersign.inbox.BypassQueries;
import io.countersign.inbox.BypassView;
import io.countersign.past.AsOf;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registry.Comments;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.PageLimit;
import io.countersign.wire.PageToken;
import io.countersign.wire.Times;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Changes that cannot wait: two people break the glass, and others look at it afterwards. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class BypassRoutes {

    private final Changes changes;
    private final OpenRequests open;
    private final Idempotency idempotency;
    private final Comments comments;
    private final RequestDesk desk;
    private final BypassQueries bypasses;

    BypassRoutes(
            Changes changes,
            OpenRequests open,
            Idempotency idempotency,
            Comments comments,
            RequestDesk desk,
            BypassQueries bypasses) {
        this.changes = changes;
        this.open = open;
        this.idempotency = idempotency;
        this.comments = comments;
        this.desk = desk;
        this.bypasses = bypasses;
    }

    @PostMapping("/requests/{id}/break-glass")
    @Requires(Operation.DECIDE_TRANSITION)
    ResponseEntity<String> breakGlass(
            HttpServletRequest http, @PathVariable String id, @Wire BypassMessages.BreakGlass message) {
        return open.send(
                http,
                id,
                message,
                (model, request, last) -> changes.breakGlass(
                        model,
                        request.change(),
                        Boolean.TRUE.equals(message.archiveExistingVersions()),
                        message.until() == null ? null : Times.read("until", message.until()),
                        comments.required("reason", String.valueOf(message.reason())),
                        last));
    }

    /** Newest first; those whose review is open alone when asked so. */
    @AsOf
    @GetMapping("/bypasses")
    Page all(
            @RequestParam(name = "open", defaultValue = "false") boolean onlyOpen,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        BypassView after = pageToken == null
                ? null
                : find(PageToken.read(pageToken, Place.class).request());
        List<BypassView> oneMore = bypasses.all(onlyOpen, after, PageLimit.require(limit) + 1);
        List<BypassView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        return new Page(
                shown.stream().map(BypassMessage::of).toList(),
                oneMore.size() > limit ? PageToken.of(new Place(shown.getLast().requestId())) : null);
    }

    record Place(String request) {}

    /** By somebody who had no part in it. */
    @PostMapping("/requests/{id}/review")
    @Requires(Operation.REVIEW_BYPASS)
    ResponseEntity<String> review(
            HttpServletRequest http, @PathVariable String id, @Wire BypassMessages.Review message) {
        BypassView bypass = find(id);
        Set<SubjectId> involved = bypass.involved().stream().map(SubjectId::new).collect(Collectors.toSet());
        return idempotency.send(
                http,
                message,
                (Idempotency.Sending) last -> changes.reviewBypass(
                        new ModelId(bypass.modelId()),
                        new RequestId(bypass.requestId()),
                        desk.find(id).change(),
                        involved,
                        comments.required("conclusion", String.valueOf(message.conclusion())),
                        last),
                HttpStatus.OK,
                () -> BypassMessage.of(find(id)));
    }

    private BypassView find(String id) {
        return bypasses.byRequest(new RequestId(id))
                .orElseThrow(() -> Rejection.of(Reason.REVIEW_NOT_FOUND, "No glass was broken for request %s.", id));
    }
}
