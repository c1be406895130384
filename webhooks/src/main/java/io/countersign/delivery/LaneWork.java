package io.countersign.delivery;

import io.countersign.egress.Outcome;
import io.countersign.jenkins.TriggeredBuild;
import io.countersign.payload.Telling;
import io.countersign.webhook.WebhookEvent;
import io.countersign.webhook.WebhookId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is due in one lane, one after the other, and lets go of it in time. Safe for many threads. */
final class LaneWork {

    private static final Logger LOG = LoggerFactory.getLogger(LaneWork.class);

    /** With one attempt's timeout on top it is well below {@link Lanes#LEASE}. */
    private static final Duration SLICE = Duration.ofSeconds(20);

    private static final int GONE = 410;
    private static final List<Integer> THROTTLING = List.of(429, 503);

    private final Messages messages;
    private final Couriers couriers;
    private final AttemptWriter writer;
    private final GivingUp givingUp;
    private final DeliveryMeters meters;
    private final Clock clock;

    LaneWork(
            Messages messages,
            Couriers couriers,
            AttemptWriter writer,
            GivingUp givingUp,
            DeliveryMeters meters,
            Clock clock) {
        this.messages = messages;
        this.couriers = couriers;
        this.writer = writer;
        this.givingUp = givingUp;
        this.meters = meters;
        this.clock = clock;
    }

    /** Sends some of what is due, all if it can, and tells the writer what came of it. */
    void workOn(Visit visit, BooleanSupplier stopping) {
        long end = System.nanoTime() + SLICE.toNanos();
        Endpoint endpoint = visit.receiver().get();
        for (Due due : visit.batch()) {
            if (stopping.getAsBoolean() || System.nanoTime() > end) {
                return;
            }
            Attempt attempt =
                    attempt(visit.lane(), endpoint, due, visit.events().get(due.event()));
            writer.tell(attempt);
            if (!attempt.outcome().succeeded() && !goesOnAfter(attempt)) {
                return;
            }
        }
    }

    private Attempt attempt(Lane lane, Endpoint endpoint, Due due, @Nullable DomainEventMessage<?> event) {
        Instant at = clock.instant();
        Brought brought = event == null
                ? Brought.not("The log has no such event.")
                : bring(lane.webhook(), endpoint, event, due.telling());
        Outcome outcome = brought.outcome();
        meters.count(endpoint.kind(), outcome);
        Optional<Instant> next = outcome.succeeded()
                ? Optional.empty()
                : Schedule.next(due.attempts() + 1, wish(outcome), clock.instant(), ThreadLocalRandom.current());
        return new Attempt(lane, due, at, outcome, brought.began(), next);
    }

    private record Brought(Outcome outcome, Optional<TriggeredBuild> began) {
        static Brought not(String why) {
            return new Brought(Outcome.failed(why, Duration.ZERO), Optional.empty());
        }
    }

    private Brought bring(WebhookId webhook, Endpoint endpoint, DomainEventMessage<?> event, Telling telling) {
        try {
            return bring(messages.of(webhook, endpoint.kind(), event, telling), endpoint);
        } catch (RuntimeException e) {
            LOG.error("The event {} could not be made a message for webhook {}.", event.getIdentifier(), webhook, e);
            return Brought.not("The message could not be made; the server's log says why.");
        }
    }

    private Brought bring(Message message, Endpoint endpoint) {
        Courier courier = couriers.of(endpoint.kind());
        Outcome outcome = courier.bring(message, endpoint);
        return new Brought(outcome, courier.began(message, endpoint, outcome));
    }

    private @Nullable Duration wish(Outcome outcome) {
        return outcome.status() != null && THROTTLING.contains(outcome.status())
                ? RetryAfter.read(outcome.headers().get("retry-after"), clock.instant())
                : null;
    }

    private boolean goesOnAfter(Attempt attempt) {
        Integer status = attempt.outcome().status();
        if (status != null && status == GONE) {
            givingUp.giveUp(attempt.lane().webhook(), WebhookEvent.Cause.GONE);
            return false;
        }
        return attempt.next().isEmpty() || attempt.lane().skips();
    }
}
