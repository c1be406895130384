package io.countersign.webhook;

import io.countersign.wire.PageToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Webhooks in pages, without those that the sender may not know of. */
@Component
public final class WebhookList {

    private static final int READ_AT_ONCE = 500;

    private final WebhookQueries webhooks;
    private final WebhookDesk desk;

    WebhookList(WebhookQueries webhooks, WebhookDesk desk) {
        this.webhooks = webhooks;
        this.desk = desk;
    }

    /** A place in the list. */
    public record Place(String webhook) {
        public Place {
            if (!webhook.matches("[0-9a-f]{32}")) {
                throw new IllegalArgumentException("No id of a webhook.");
            }
        }
    }

    /** @param nextPageToken null on the last page */
    public record Page(List<WebhookView> webhooks, @Nullable String nextPageToken) {}

    /**
     * As {@link WebhookQueries#page}.
     *
     * @param limit of the page
     */
    public Page page(
            @Nullable WebhookKind kind,
            @Nullable List<io.countersign.registeredmodel.ModelId> models,
            List<String> events,
            @Nullable WebhookId after,
            int limit) {
        List<WebhookView> shown = new ArrayList<>();
        WebhookId last = after;
        while (true) {
            List<WebhookView> read = webhooks.page(kind, models, events, last, READ_AT_ONCE);
            for (WebhookView view : read) {
                if (desk.manages(view)) {
                    if (shown.size() == limit) {
                        return new Page(
                                shown,
                                PageToken.of(new Place(shown.getLast().id().value())));
                    }
                    shown.add(view);
                }
            }
            if (read.size() < READ_AT_ONCE) {
                return new Page(shown, null);
            }
            last = read.getLast().id();
        }
    }
}
