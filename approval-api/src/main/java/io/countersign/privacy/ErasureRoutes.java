package io.countersign.privacy;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.identity.SubjectId;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.wire.PageLimit;
import io.countersign.wire.PageToken;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** {@code /erasures}: one administrator proposes that a person be forgotten, another agrees. */
@GovernanceRoutes
@Requires(Operation.ERASE_PERSON)
final class ErasureRoutes {

    private final Sender sender;
    private final Comments comments;
    private final ErasureQueries erasures;
    private final Forgetting forgetting;

    ErasureRoutes(Sender sender, Comments comments, ErasureQueries erasures, Forgetting forgetting) {
        this.sender = sender;
        this.comments = comments;
        this.erasures = erasures;
        this.forgetting = forgetting;
    }

    @PostMapping("/erasures")
    @ResponseStatus(HttpStatus.CREATED)
    ErasureMessages.Erasure propose(@Wire ErasureMessages.Propose message) {
        if (message.personId() == null || message.personId().isEmpty()) {
            throw Invalid.missing("person_id");
        }
        ErasureId id = new ErasureId(Uuid7.hex());
        sender.send(new ErasureCommand.Propose(
                id, new SubjectId(message.personId()), sender.actor(), comments.optional("reason", message.reason())));
        forgetting.all(); // whoever is alone has agreed with it
        return one(id);
    }

    @PostMapping("/erasures/{id}/agree")
    ErasureMessages.Erasure agree(@PathVariable String id, @Wire ErasureMessages.Agree message) {
        ErasureView view = find(id);
        sender.send(new ErasureCommand.CarryOut(new ErasureId(id), new SubjectId(view.person()), sender.actor()));
        forgetting.all();
        return one(new ErasureId(id));
    }

    @PostMapping("/erasures/{id}/decline")
    ErasureMessages.Erasure decline(@PathVariable String id, @Wire ErasureMessages.Decline message) {
        ErasureView view = find(id);
        sender.send(new ErasureCommand.Decline(
                new ErasureId(id),
                new SubjectId(view.person()),
                sender.actor(),
                comments.optional("reason", message.reason())));
        return one(new ErasureId(id));
    }

    /** Newest first. */
    @GetMapping("/erasures")
    ErasureMessages.Page page(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        PageLimit.require(limit);
        ErasureView after = pageToken == null
                ? null
                : find(PageToken.read(pageToken, Place.class).erasure());
        List<ErasureView> oneMore = erasures.page(after, limit + 1);
        List<ErasureView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        return new ErasureMessages.Page(
                shown.stream().map(ErasureMessages.Erasure::of).toList(),
                oneMore.size() > limit ? PageToken.of(new Place(shown.getLast().erasureId())) : null);
    }

    @GetMapping("/erasures/{id}")
    ErasureMessages.Erasure get(@PathVariable String id) {
        return ErasureMessages.Erasure.of(find(id));
    }

    record Place(String erasure) {}

    private ErasureMessages.Erasure one(ErasureId id) {
        return ErasureMessages.Erasure.of(erasures.byId(id).orElseThrow());
    }

    private ErasureView find(String id) {
        return erasures.byId(new ErasureId(id))
                .orElseThrow(() -> Rejection.of(Reason.ERASURE_NOT_FOUND, "There is no erasure %s.", id));
    }
}
