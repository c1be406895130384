package io.countersign.delivery;

import io.countersign.payload.Telling;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message to one receiver, and what became of it.
 *
 * @param index the event's place in the log
 * @param state {@code pending}, {@code delivered}, {@code exhausted} or {@code dropped}
 * @param attempts since it was asked for last
 * @param due when it is sent next; null when it is not
 * @param endedAt null while it is pending
 * @param tries all attempts that are still remembered, oldest first; none in lists
 * @param last the latest of them; null before the first
 */
public record DeliveryView(
        String eventId,
        long index,
        int part,
        String word,
        String state,
        int attempts,
        @Nullable Instant due,
        Instant madeAt,
        @Nullable Instant endedAt,
        List<Try> tries,
        @Nullable Try last) {

    /**
     * @param status of HTTP; null when there was no answer
     * @param latency in milliseconds
     * @param answer its first 4 kB; null when there was none
     * @param error null when there was an answer that speaks for itself
     * @param nextDue null when no other try followed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Try(
            Instant at,
            @Nullable Integer status,
            int latency,
            byte @Nullable [] answer,
            @Nullable String error,
            @Nullable Instant nextDue) {}

    /** As the receiver knows the message. */
    public String messageId() {
        return new Telling(word, part).messageId(eventId);
    }

    DeliveryView with(List<Try> all) {
        return new DeliveryView(
                eventId,
                index,
                part,
                word,
                state,
                attempts,
                due,
                madeAt,
                endedAt,
                all,
                all.isEmpty() ? null : all.getLast());
    }
}
