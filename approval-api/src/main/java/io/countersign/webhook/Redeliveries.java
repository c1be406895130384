package io.countersign.webhook;

import io.countersign.delivery.DeliveryLog;
import io.countersign.delivery.Redelivery;
import io.countersign.rejection.Invalid;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out which deliveries somebody wants again. */
@Component
final class Redeliveries {

    private static final List<String> FAILED = List.of("exhausted", "dropped");
    private static final List<String> ALL = List.of("exhausted", "dropped", "delivered", "pending");

    private final DeliveryLog log;
    private final Redelivery redelivery;

    Redeliveries(DeliveryLog log, Redelivery redelivery) {
        this.log = log;
        this.redelivery = redelivery;
    }

    /** @return how many are sent */
    int make(WebhookView webhook, DeliveryMessages.Redeliver message) {
        if (webhook.subscription().status() != WebhookStatus.ACTIVE) {
            throw Rejection.of(
                    Reason.WEBHOOK_NOT_ACTIVE,
                    "The webhook is %s: set its status to ACTIVE first.",
                    webhook.subscription().status());
        }
        return message.event() == null ? range(webhook, message) : one(webhook, message, message.event());
    }

    private int one(WebhookView webhook, DeliveryMessages.Redeliver message, String event) {
        if (message.from() != null || message.to() != null || message.which() != null) {
            throw Invalid.value("event", event, "name one event, or a range by 'from', 'to' and 'which'.");
        }
        long index = index("event", event);
        int again = redelivery.again(webhook.id(), index, index, ALL);
        int sent = again > 0 ? again : redelivery.missing(webhook.id(), webhook.subscription(), index, index);
        if (sent == 0) {
            throw Invalid.value("event", event, "the webhook is not for such an event.");
        }
        return sent;
    }

    private int range(WebhookView webhook, DeliveryMessages.Redeliver message) {
        if (message.from() == null) {
            throw Invalid.missing("from");
        }
        long from = index("from", message.from());
        long to = message.to() == null ? Long.MAX_VALUE : index("to", message.to());
        if (to < from) {
            throw Invalid.value("to", message.to(), "it is older than 'from'.");
        }
        return switch (which(message.which())) {
            case "failed" -> redelivery.again(webhook.id(), from, to, FAILED);
            case "all" ->
                redelivery.again(webhook.id(), from, to, ALL)
                        + redelivery.missing(webhook.id(), webhook.subscription(), from, to);
            case "missing" -> redelivery.missing(webhook.id(), webhook.subscription(), from, to);
            default -> throw Invalid.value("which", message.which(), "use one of failed, all, missing.");
        };
    }

    private static String which(@Nullable String which) {
        return which == null ? "failed" : which;
    }

    private long index(String parameter, String event) {
        return log.indexOf(event).orElseThrow(() -> Invalid.value(parameter, event, "there is no event with this id."));
    }
}
