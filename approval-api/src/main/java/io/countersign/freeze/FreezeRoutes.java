package io.countersign.freeze;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.api.Idempotency;
import io.countersign.freeze.FreezeMessages.FreezeMessage;
import io.countersign.freeze.FreezeMessages.Known;
import io.countersign.freeze.FreezeMessages.Page;
import io.countersign.lineage.AskedThing;
import io.countersign.lineage.LineageKind;
import io.countersign.lineage.LineageNode;
import io.countersign.registry.Comments;
import io.countersign.rejection.Invalid;
import io.countersign.wire.PageLimit;
import io.countersign.wire.PageToken;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import io.countersign.wire.WireJson;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
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

/** {@code /freezes}: one person withdraws a thing and freezes what rests on it; another thaws it. */
@GovernanceRoutes
@Requires(Operation.READ_LINEAGE)
final class FreezeRoutes {

    private static final Set<LineageKind> WITHDRAWABLE = EnumSet.of(
            LineageKind.DATASET,
            LineageKind.COMMIT,
            LineageKind.RUN,
            LineageKind.LOGGED_MODEL,
            LineageKind.ARTIFACT,
            LineageKind.REGISTERED_MODEL,
            LineageKind.MODEL_VERSION);

    private final AskedThing asked;
    private final FreezeQueries freezes;
    private final FreezeDesk desk;
    private final Sender sender;
    private final Comments comments;
    private final Idempotency idempotency;

    FreezeRoutes(
            AskedThing asked,
            FreezeQueries freezes,
            FreezeDesk desk,
            Sender sender,
            Comments comments,
            Idempotency idempotency) {
        this.asked = asked;
        this.freezes = freezes;
        this.desk = desk;
        this.sender = sender;
        this.comments = comments;
        this.idempotency = idempotency;
    }

    /** What is kept for a repeat is which freeze it is; how far that has come is told anew. */
    @PostMapping("/freezes")
    @Requires(Operation.FREEZE)
    ResponseEntity<FreezeMessage> freeze(HttpServletRequest http, @Wire FreezeMessages.Freeze message) {
        LineageNode thing = withdrawable(String.valueOf(message.kind()), String.valueOf(message.id()));
        WithdrawalId id = new WithdrawalId(Uuid7.hex());
        ResponseEntity<String> known = idempotency.send(
                http,
                message,
                new WithdrawalCommand.Declare(
                        id, thing, sender.actor(), comments.required("reason", String.valueOf(message.reason()))),
                HttpStatus.CREATED,
                () -> new Known(id.value()));
        return ResponseEntity.status(known.getStatusCode())
                .headers(known.getHeaders())
                .body(desk.carriedOut(read(known)));
    }

    private LineageNode withdrawable(String kind, String id) {
        if (LineageKind.labelled(kind).filter(WITHDRAWABLE::contains).isEmpty()) {
            throw Invalid.value(
                    "kind",
                    kind,
                    "use one of these: "
                            + WITHDRAWABLE.stream().map(LineageKind::label).collect(Collectors.joining(", ")) + ".");
        }
        return asked.find(kind, id, null, null);
    }

    @PostMapping("/freezes/{id}/lift")
    @Requires(Operation.LIFT_FREEZE)
    ResponseEntity<FreezeMessage> lift(
            HttpServletRequest http, @PathVariable String id, @Wire FreezeMessages.Lift message) {
        ResponseEntity<String> known = idempotency.send(
                http,
                message,
                new WithdrawalCommand.Lift(
                        new WithdrawalId(id),
                        sender.actor(),
                        comments.required("reason", String.valueOf(message.reason()))),
                HttpStatus.OK,
                () -> new Known(id));
        return ResponseEntity.ok().headers(known.getHeaders()).body(desk.carriedOut(read(known)));
    }

    private static WithdrawalId read(ResponseEntity<String> known) {
        return new WithdrawalId(
                WireJson.MAPPER.readValue(known.getBody(), Known.class).freezeId());
    }

    @GetMapping("/freezes/{id}")
    FreezeMessage one(@PathVariable String id) {
        return desk.message(desk.find(new WithdrawalId(id)));
    }

    @GetMapping("/freezes")
    Page all(
            @RequestParam(name = "standing", defaultValue = "false") boolean onlyStanding,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        WithdrawalView after = pageToken == null
                ? null
                : desk.find(
                        new WithdrawalId(PageToken.read(pageToken, Place.class).freeze()));
        List<WithdrawalView> oneMore = freezes.page(onlyStanding, after, PageLimit.require(limit) + 1);
        List<WithdrawalView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        return new Page(
                shown.stream().map(desk::summary).toList(),
                oneMore.size() > limit ? PageToken.of(new Place(shown.getLast().id())) : null);
    }

    record Place(String freeze) {}
}
