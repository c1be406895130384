package io.countersign.governance;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.api.Idempotency;
import io.countersign.decision.Changes;
import io.countersign.governance.RequestMessages.Detail;
import io.countersign.governance.RequestMessages.Page;
import io.countersign.inbox.RequestQueries;
import io.countersign.inbox.RequestView;
import io.countersign.past.AsOf;
import io.countersign.policy.Change;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registry.Comments;
import io.countersign.wire.PageLimit;
import io.countersign.wire.PageToken;
import io.countersign.wire.Registry;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Requests for changes of every kind: ask, and look. */
@GovernanceRoutes
@Requires(Operation.READ_REGISTRY)
final class RequestRoutes {

    private final Registry registry;
    private final Changes changes;
    private final Idempotency idempotency;
    private final Comments comments;
    private final RequestQueries requests;
    private final RequestDesk desk;

    RequestRoutes(
            Registry registry,
            Changes changes,
            Idempotency idempotency,
            Comments comments,
            RequestQueries requests,
            RequestDesk desk) {
        this.registry = registry;
        this.changes = changes;
        this.idempotency = idempotency;
        this.comments = comments;
        this.requests = requests;
        this.desk = desk;
    }

    @PostMapping("/models/{name}/requests")
    @Requires(Operation.REQUEST_TRANSITION)
    ResponseEntity<String> ask(HttpServletRequest http, @PathVariable String name, @Wire RequestMessages.Ask message) {
        ModelId model = registry.id(name);
        Change change = ChangeMessages.read(message.change());
        RequestId superseded = message.supersedes() == null ? null : new RequestId(message.supersedes());
        return ask(http, message, model, change, superseded, null, message.comment());
    }

    /** What was closed without being made is asked for once more, under the policies of now. */
    @PostMapping("/requests/{id}/reopen")
    @Requires(Operation.REQUEST_TRANSITION)
    ResponseEntity<String> reopen(
            HttpServletRequest http, @PathVariable String id, @Wire RequestMessages.Answer message) {
        RequestView closed = desk.unmade(id);
        ModelId model = new ModelId(closed.modelId());
        return ask(http, message, model, closed.change(), null, new RequestId(id), message.comment());
    }

    private ResponseEntity<String> ask(
            HttpServletRequest http,
            Object message,
            ModelId model,
            Change change,
            @Nullable RequestId supersedes,
            @Nullable RequestId reopens,
            @Nullable String comment) {
        RequestId request = new RequestId(Uuid7.hex());
        return idempotency.send(
                http,
                message,
                (Idempotency.Sending) last ->
                        changes.request(model, request, change, supersedes, reopens, comments.optional(comment), last),
                HttpStatus.CREATED,
                () -> desk.summary(desk.find(request.value())));
    }

    /** Open ones, oldest first. */
    @AsOf
    @GetMapping("/requests")
    Page open(
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        RequestView after = pageToken == null
                ? null
                : desk.find(PageToken.read(pageToken, Place.class).request());
        List<RequestView> oneMore = requests.open(desk.filter(model, kind), after, PageLimit.require(limit) + 1);
        List<RequestView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        return new Page(
                desk.summaries(shown),
                oneMore.size() > limit ? PageToken.of(new Place(shown.getLast().requestId())) : null);
    }

    record Place(String request) {}

    @AsOf
    @GetMapping("/requests/{id}")
    Detail one(@PathVariable String id) {
        return desk.detail(desk.find(id));
    }
}
