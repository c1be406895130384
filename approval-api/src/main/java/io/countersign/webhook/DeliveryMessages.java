package io.countersign.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.delivery.DeliveryView;
import io.countersign.egress.Outcome;
import io.countersign.jenkins.BuildView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on deliveries. What receivers answered is for administrators only. */
final class DeliveryMessages {

    private DeliveryMessages() {}

    /**
     * Which deliveries are made again: of one event, or of all from one to another.
     *
     * @param which {@code failed} (when left out), {@code all}, or {@code missing}: what was not made for the receiver
     */
    record Redeliver(
            @Nullable String event,
            @Nullable String from,
            @Nullable String to,
            @Nullable String which) {}

    record Redelivered(int deliveries) {}

    record Try(
            Instant at,
            @Nullable Integer status,
            int latencyMs,
            @Nullable String answer,
            @Nullable String error,
            @Nullable Instant nextAttemptAt) {

        static Try of(DeliveryView.Try view, boolean administrator) {
            byte[] answer = view.answer();
            return new Try(
                    view.at(),
                    view.status(),
                    view.latency(),
                    answer == null || !administrator ? null : new String(answer, StandardCharsets.UTF_8),
                    view.error(),
                    view.nextDue());
        }
    }

    /** @param messageId as the receiver finds it in the header {@code webhook-id} */
    record One(
            String eventId,
            String messageId,
            String event,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            Instant madeAt,
            @Nullable Instant endedAt,
            @Nullable Try lastAttempt,
            @Nullable List<Try> tries,
            @Nullable Build build) {

        static One of(DeliveryView view, boolean administrator) {
            return of(view, null, administrator);
        }

        static One of(DeliveryView view, @Nullable BuildView build, boolean administrator) {
            return new One(
                    view.eventId(),
                    view.messageId(),
                    view.word(),
                    view.state(),
                    view.attempts(),
                    view.due(),
                    view.madeAt(),
                    view.endedAt(),
                    view.last() == null ? null : Try.of(view.last(), administrator),
                    view.tries().stream()
                            .map(each -> Try.of(each, administrator))
                            .toList(),
                    build == null ? null : Build.of(build));
        }
    }

    /**
     * What a Jenkins-style server made of the message.
     *
     * @param state {@code queued}, {@code running}, {@code ended}, {@code cancelled} or {@code lost}
     * @param reported the last state of the check that was reported on the version
     * @param remark why it is lost, or why no check was reported
     */
    record Build(
            String job,
            String state,
            @Nullable Integer number,
            @Nullable String link,
            @Nullable String result,
            @Nullable String reported,
            @Nullable String remark) {

        static Build of(BuildView view) {
            return new Build(
                    view.job(),
                    view.state(),
                    view.number(),
                    view.link(),
                    view.result(),
                    view.reported(),
                    view.remark());
        }
    }

    record Page(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<One> deliveries,
            @Nullable String nextPageToken) {}

    record OfEvent(List<One> deliveries) {}

    /** What came of a ping. */
    record Pinged(
            String messageId,
            boolean succeeded,
            @Nullable Integer status,
            long latencyMs,
            @Nullable String answer,
            @Nullable String error) {

        static Pinged of(String messageId, Outcome outcome, boolean administrator) {
            return new Pinged(
                    messageId,
                    outcome.succeeded(),
                    outcome.status(),
                    outcome.latency().toMillis(),
                    administrator ? new String(outcome.answer(), StandardCharsets.UTF_8) : null,
                    outcome.error());
        }
    }
}
