package io.countersign.delivery;

import io.countersign.payload.ModelNames;
import io.countersign.payload.Occurrence;
import io.countersign.payload.Vocabularies;
import io.countersign.webhook.Subscription;
import io.countersign.webhook.WebhookId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends messages again, or for the first time where a receiver was not told of something that it now asks for. */
public final class Redelivery {

    private static final int AT_ONCE = 500;

    private final EventStorageEngine log;
    private final Deliveries deliveries;
    private final Vocabularies vocabularies;
    private final ModelNames names;
    private final TransactionTemplate transactions;
    private final WebhookEngine engine;

    public Redelivery(
            EventStorageEngine log,
            JdbcTemplate jdbc,
            Vocabularies vocabularies,
            ModelNames names,
            TransactionTemplate transactions,
            WebhookEngine engine) {
        this.log = log;
        this.deliveries = new Deliveries(jdbc);
        this.vocabularies = vocabularies;
        this.names = names;
        this.transactions = transactions;
        this.engine = engine;
    }

    /**
     * Of what was made for the receiver before.
     *
     * @param states of the deliveries that are meant
     * @return how many are sent again
     */
    public int again(WebhookId webhook, long from, long to, Collection<String> states) {
        int count = transactions.execute(status -> deliveries.again(webhook, from, to, states));
        engine.wake();
        return count;
    }

    /**
     * Of what the webhook is for by now, and was not made for it when it happened: because it was not active, or for
     * something else.
     *
     * @return how many are sent
     */
    public int missing(WebhookId webhook, Subscription subscription, long from, long to) {
        Subscriber subscriber = Subscriber.of(webhook, subscription);
        GapAwareTrackingToken before = GapAwareTrackingToken.newInstance(from - 1, List.of());
        List<NewDelivery> batch = new ArrayList<>();
        int made = 0;
        try (Stream<? extends TrackedEventMessage<?>> events = log.readEvents(before, false)) {
            Iterator<? extends TrackedEventMessage<?>> each =
                    events.takeWhile(event -> indexOf(event) <= to).iterator();
            while (each.hasNext()) {
                batch.addAll(deliveries(subscriber, each.next()));
                made += batch.size() < AT_ONCE ? 0 : make(batch);
            }
        }
        return made + make(batch);
    }

    private List<NewDelivery> deliveries(Subscriber subscriber, TrackedEventMessage<?> event) {
        Occurrence occurrence = new Occurrence((DomainEventMessage<?>) event, names);
        return subscriber.tellings(occurrence, vocabularies).stream()
                .map(telling -> new NewDelivery(subscriber.id(), occurrence.id(), telling, Lane.nameFor(occurrence)))
                .toList();
    }

    private static long indexOf(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    private int make(List<NewDelivery> batch) {
        int made = transactions.execute(status -> deliveries.make(batch));
        batch.clear();
        engine.wake();
        return made;
    }
}
