package io.countersign.delivery;

import io.countersign.webhook.WebhookId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;

/** Claims lanes and reads all that is needed to work on them, for many at once. */
final class Rounds {

    private final Lanes lanes;
    private final Deliveries deliveries;
    private final EventsInLog log;
    private final Endpoints endpoints;
    private final AttemptWriter writer;

    Rounds(Lanes lanes, Deliveries deliveries, EventsInLog log, Endpoints endpoints, AttemptWriter writer) {
        this.lanes = lanes;
        this.deliveries = deliveries;
        this.log = log;
        this.endpoints = endpoints;
        this.writer = writer;
    }

    /** To be called before the first round: what this server worked on when it was killed is free at once. */
    void begin() {
        lanes.freeOwn();
    }

    /**
     * @param most lanes, and of each webhook
     * @param busy webhooks that have all that they may
     */
    List<Visit> next(int most, int mostOfEach, Collection<WebhookId> busy) {
        List<Lane> claimed = lanes.claim(most, mostOfEach, busy);
        try {
            return claimed.isEmpty() ? List.of() : visits(claimed);
        } catch (RuntimeException e) {
            claimed.forEach(writer::letGo);
            throw e;
        }
    }

    private List<Visit> visits(List<Lane> claimed) {
        Map<Lane, List<Due>> due = deliveries.next(claimed);
        Map<String, DomainEventMessage<?>> events =
                log.of(due.values().stream().flatMap(List::stream).toList());
        Map<WebhookId, Supplier<Endpoint>> receivers =
                endpoints.of(claimed.stream().map(Lane::webhook).collect(Collectors.toSet()));
        List<Visit> visits = new ArrayList<>();
        for (Lane lane : claimed) {
            Supplier<Endpoint> receiver = receivers.get(lane.webhook());
            if (receiver == null) {
                deliveries.drop(lane.webhook());
            } else {
                visits.add(new Visit(lane, receiver, due.getOrDefault(lane, List.of()), events));
            }
        }
        return visits;
    }
}
