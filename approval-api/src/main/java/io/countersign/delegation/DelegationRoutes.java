package io.countersign.delegation;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.api.Idempotency;
import io.countersign.delegation.DelegationMessages.One;
import io.countersign.delegation.DelegationMessages.Page;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import io.countersign.past.AsOf;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.People;
import io.countersign.wire.PageToken;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Delegations: who speaks for whom, and until when. */
@GovernanceRoutes
@Requires(Operation.DELEGATE)
final class DelegationRoutes {

    private static final int MOST_AT_ONCE = 1000;

    private final Sender sender;
    private final People people;
    private final Comments comments;
    private final Idempotency idempotency;
    private final DelegationQueries delegations;
    private final Clock clock;

    DelegationRoutes(
            Sender sender,
            People people,
            Comments comments,
            Idempotency idempotency,
            DelegationQueries delegations,
            Clock clock) {
        this.sender = sender;
        this.people = people;
        this.comments = comments;
        this.idempotency = idempotency;
        this.delegations = delegations;
        this.clock = clock;
    }

    @PostMapping("/delegations")
    ResponseEntity<String> give(HttpServletRequest http, @Wire DelegationMessages.Give message) {
        DelegationId id = new DelegationId(Uuid7.hex());
        Instant now = now();
        DelegationCommand command = new DelegationCommand.Give(
                id,
                named(message.to()),
                message.from() == null ? now : moment("from", message.from()),
                moment("until", message.until()),
                now,
                sender.actor(),
                comments.optional(message.comment()));
        return idempotency.send(http, message, command, HttpStatus.CREATED, () -> one(id));
    }

    @PostMapping("/delegations/{id}/revoke")
    ResponseEntity<String> revoke(
            HttpServletRequest http, @PathVariable String id, @Wire DelegationMessages.Revoke message) {
        DelegationId delegation = new DelegationId(id);
        DelegationCommand command =
                new DelegationCommand.Revoke(delegation, now(), sender.actor(), comments.optional(message.comment()));
        return idempotency.send(http, message, command, HttpStatus.OK, () -> one(delegation));
    }

    /** Newest first: those that whoever asks gave or received; an auditor sees everybody's. */
    @AsOf
    @GetMapping("/delegations")
    @Requires(Operation.READ_DELEGATIONS)
    Page page(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        if (limit < 1 || limit > MOST_AT_ONCE) {
            throw Invalid.value("limit", limit, "use a number from 1 to " + MOST_AT_ONCE + ".");
        }
        SubjectId whose = sender.actor().has(Role.AUDITOR) ? null : sender.subject();
        DelegationId after = pageToken == null
                ? null
                : new DelegationId(PageToken.read(pageToken, Place.class).delegation());
        List<DelegationView> oneMore = delegations.page(whose, after, limit + 1);
        List<DelegationView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        return new Page(
                shown.stream().map(view -> One.of(view, clock.instant())).toList(),
                oneMore.size() > limit ? PageToken.of(new Place(shown.getLast().delegationId())) : null);
    }

    record Place(String delegation) {}

    private One one(DelegationId id) {
        return One.of(delegations.byId(id).orElseThrow(), clock.instant());
    }

    private SubjectId named(String username) {
        return people.named(username)
                .orElseThrow(() -> Rejection.of(Reason.USER_NOT_FOUND, "User with username=%s not found", username));
    }

    /** As precise as the views are. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant moment(String parameter, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw Invalid.value(parameter, text, "use a time with its zone, for example 2027-01-04T08:00:00Z.");
        }
    }
}
