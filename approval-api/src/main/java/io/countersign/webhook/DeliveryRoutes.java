package io.countersign.webhook;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.delivery.DeliveryLog;
import io.countersign.delivery.DeliveryView;
import io.countersign.delivery.WebhookEngine;
import io.countersign.identity.Role;
import io.countersign.jenkins.BuildRows;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.webhook.DeliveryMessages.One;
import io.countersign.webhook.DeliveryMessages.Page;
import io.countersign.webhook.DeliveryMessages.Pinged;
import io.countersign.wire.PageLimit;
import io.countersign.wire.PageToken;
import io.countersign.wire.Sender;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What became of the messages of a webhook, and how they are sent again. */
@GovernanceRoutes
@Requires(Operation.MANAGE_WEBHOOKS)
final class DeliveryRoutes {

    private static final Set<String> STATES = new TreeSet<>(Set.of("pending", "delivered", "exhausted", "dropped"));

    private final WebhookDesk desk;
    private final DeliveryLog log;
    private final Redeliveries redeliveries;
    private final Ping ping;
    private final WebhookEngine engine;
    private final BuildRows builds;
    private final Sender sender;

    DeliveryRoutes(
            WebhookDesk desk,
            DeliveryLog log,
            Redeliveries redeliveries,
            Ping ping,
            WebhookEngine engine,
            BuildRows builds,
            Sender sender) {
        this.desk = desk;
        this.log = log;
        this.redeliveries = redeliveries;
        this.ping = ping;
        this.engine = engine;
        this.builds = builds;
        this.sender = sender;
    }

    /** Newest event first. */
    @GetMapping("/webhooks/{id}/deliveries")
    Page page(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken) {
        WebhookView webhook = desk.find(new WebhookId(id));
        if (state != null && !STATES.contains(state)) {
            throw Invalid.value("state", state, "use one of " + String.join(", ", STATES) + ".");
        }
        PageLimit.require(limit);
        DeliveryLog.Place after = pageToken == null ? null : PageToken.read(pageToken, DeliveryLog.Place.class);
        List<DeliveryView> oneMore = log.page(webhook.id(), state, after, limit + 1);
        List<DeliveryView> shown = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        return new Page(
                shown.stream().map(this::one).toList(),
                oneMore.size() > limit
                        ? PageToken.of(new DeliveryLog.Place(
                                shown.getLast().index(), shown.getLast().part()))
                        : null);
    }

    /** The messages of one event, with every attempt. */
    @GetMapping("/webhooks/{id}/deliveries/{event}")
    DeliveryMessages.OfEvent ofEvent(@PathVariable String id, @PathVariable String event) {
        WebhookView webhook = desk.find(new WebhookId(id));
        List<DeliveryView> found = log.ofEvent(webhook.id(), event);
        if (found.isEmpty()) {
            throw Rejection.of(
                    Reason.DELIVERY_NOT_FOUND, "There is no delivery of event %s to webhook %s.", event, webhook.id());
        }
        return new DeliveryMessages.OfEvent(found.stream()
                .map(view -> One.of(
                        view,
                        builds.last(webhook.id(), view.index(), view.part()).orElse(null),
                        administrator()))
                .toList());
    }

    @PostMapping("/webhooks/{id}/redeliver")
    DeliveryMessages.Redelivered redeliver(@PathVariable String id, @Wire DeliveryMessages.Redeliver message) {
        return new DeliveryMessages.Redelivered(redeliveries.make(desk.find(new WebhookId(id)), message));
    }

    /** Sends a message that is about nothing, now, whatever the webhook's status. */
    @PostMapping("/webhooks/{id}/ping")
    Pinged ping(@PathVariable String id) {
        WebhookView webhook = desk.find(new WebhookId(id));
        Ping.Sample sample = ping.to(webhook.id());
        return Pinged.of(
                sample.id(),
                engine.sendNow(desk.endpoint(webhook), sample.id(), sample.contentType(), sample.body()),
                administrator());
    }

    private One one(DeliveryView view) {
        return One.of(view, administrator());
    }

    private boolean administrator() {
        return sender.actor().has(Role.ADMIN);
    }
}
