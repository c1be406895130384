package io.countersign.governance;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.api.Idempotency;
import io.countersign.decision.Changes;
import io.countersign.governance.FindingMessages.FindingMessage;
import io.countersign.governance.FindingMessages.Page;
import io.countersign.inbox.FindingQueries;
import io.countersign.inbox.FindingView;
import io.countersign.past.AsOf;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.PageLimit;
import io.countersign.wire.PageToken;
import io.countersign.wire.Registry;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /findings}: on condition of what people approved, and whether it was mended. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class FindingRoutes {

    private static final Set<String> STATES = Set.of("OPEN", "RESOLVED", "OVERDUE", "DROPPED");

    private final Registry registry;
    private final Changes changes;
    private final Idempotency idempotency;
    private final Comments comments;
    private final FindingQueries findings;

    FindingRoutes(
            Registry registry, Changes changes, Idempotency idempotency, Comments comments, FindingQueries findings) {
        this.registry = registry;
        this.changes = changes;
        this.idempotency = idempotency;
        this.comments = comments;
        this.findings = findings;
    }

    /** Newest first. */
    @AsOf
    @GetMapping("/findings")
    Page all(
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        FindingView after = pageToken == null
                ? null
                : find(PageToken.read(pageToken, Place.class).finding());
        List<FindingView> oneMore = findings.all(
                model == null ? null : registry.id(model).value(), state(state), after, PageLimit.require(limit) + 1);
        List<FindingView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        return new Page(
                shown.stream().map(FindingMessage::of).toList(),
                oneMore.size() > limit ? PageToken.of(new Place(shown.getLast().findingId())) : null);
    }

    record Place(String finding) {}

    private static @Nullable String state(@Nullable String state) {
        if (state == null || state.isEmpty()) {
            return null;
        }
        String known = state.toUpperCase(Locale.ROOT);
        if (!STATES.contains(known)) {
            throw Invalid.value("state", state, "use one of open, resolved, overdue, dropped.");
        }
        return known;
    }

    @AsOf
    @GetMapping("/findings/{id}")
    FindingMessage one(@PathVariable String id) {
        return FindingMessage.of(find(id));
    }

    @PostMapping("/findings/{id}/resolve")
    @Requires(Operation.RESOLVE_FINDING)
    ResponseEntity<String> resolve(
            HttpServletRequest http, @PathVariable String id, @Wire RequestMessages.Answer message) {
        FindingView finding = find(id);
        return idempotency.send(
                http,
                message,
                (Idempotency.Sending) last -> changes.resolve(
                        new ModelId(finding.modelId()), new FindingId(id), comments.optional(message.comment()), last),
                HttpStatus.OK,
                () -> one(id));
    }

    private FindingView find(String id) {
        return findings.byId(new FindingId(id))
                .orElseThrow(() -> Rejection.of(Reason.FINDING_NOT_FOUND, "There is no finding %s.", id));
    }
}
