package io.countersign.webhook;

import io.countersign.Uuid7;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.api.Idempotency;
import io.countersign.delivery.DeliveryLog;
import io.countersign.delivery.Endpoint;
import io.countersign.registeredmodel.ModelId;
import io.countersign.signing.Secrets;
import io.countersign.webhook.WebhookMessages.One;
import io.countersign.webhook.WebhookMessages.Page;
import io.countersign.wire.PageLimit;
import io.countersign.wire.PageToken;
import io.countersign.wire.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Webhooks by Countersign's own API, which sees those that were made by the others too. */
@GovernanceRoutes
@Requires(Operation.MANAGE_WEBHOOKS)
final class WebhookRoutes {

    private final WebhookDesk desk;
    private final WebhookReader reader;
    private final WebhookList list;
    private final WebhookNames names;
    private final DeliveryLog log;
    private final Idempotency idempotency;
    private final Clock clock;

    WebhookRoutes(
            WebhookDesk desk,
            WebhookReader reader,
            WebhookList list,
            WebhookNames names,
            DeliveryLog log,
            Idempotency idempotency,
            Clock clock) {
        this.desk = desk;
        this.reader = reader;
        this.list = list;
        this.names = names;
        this.log = log;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @PostMapping("/webhooks")
    ResponseEntity<String> create(HttpServletRequest http, @Wire WebhookMessages.Create message) {
        WebhookId id = new WebhookId(Uuid7.hex());
        WebhookDraft draft = reader.read(message);
        ResponseEntity<String> answer = idempotency.send(
                http,
                message,
                (Idempotency.Sending) last -> desk.create(id, draft, last),
                HttpStatus.CREATED,
                () -> one(desk.find(id)));
        return message.secret() == null ? SecretShownOnce.in(answer, draft.secret()) : answer;
    }

    /** Oldest first: those of which the asker manages all that they tell. */
    @GetMapping("/webhooks")
    Page page(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        WebhookId after = pageToken == null
                ? null
                : new WebhookId(
                        PageToken.read(pageToken, WebhookList.Place.class).webhook());
        WebhookList.Page page = list.page(null, null, List.of(), after, PageLimit.require(limit));
        return new Page(page.webhooks().stream().map(this::one).toList(), page.nextPageToken());
    }

    @GetMapping("/webhooks/{id}")
    One get(@PathVariable String id) {
        return one(desk.find(new WebhookId(id)));
    }

    @PatchMapping("/webhooks/{id}")
    One change(@PathVariable String id, @Wire WebhookMessages.Change message) {
        WebhookView before = desk.find(new WebhookId(id));
        desk.change(before, reader.read(message, before, desk.endpoint(before)), result -> {});
        return one(desk.find(before.id()));
    }

    @PostMapping("/webhooks/{id}/rotate-secret")
    ResponseEntity<String> rotate(
            HttpServletRequest http, @PathVariable String id, @Wire WebhookMessages.Rotate message) {
        WebhookView webhook = desk.find(new WebhookId(id));
        String secret = message.secret() == null ? Secrets.generate() : message.secret();
        WebhookRules.requireSecret(webhook.subscription().kind(), secret);
        ResponseEntity<String> answer = idempotency.send(
                http,
                message,
                (Idempotency.Sending) last -> desk.rotate(webhook, secret, clock.instant(), last),
                HttpStatus.OK,
                () -> one(webhook));
        return message.secret() == null ? SecretShownOnce.in(answer, secret) : answer;
    }

    @DeleteMapping("/webhooks/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        desk.delete(desk.find(new WebhookId(id)));
    }

    private One one(WebhookView view) {
        Endpoint endpoint = desk.endpoint(view);
        List<String> models =
                view.subscription().models().stream().map(this::name).toList();
        return One.of(view, models, endpoint, log.health(view.id()));
    }

    private String name(ModelId model) {
        return names.of(model);
    }
}
