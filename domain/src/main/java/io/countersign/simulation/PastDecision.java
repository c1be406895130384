package io.countersign.simulation;

import io.countersign.policy.Case;
import io.countersign.policy.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change that was made, with all that is known of how it came about.
 *
 * @param event the id of the event that made it
 * @param at when that was
 * @param consequences what else it did, and policies may have a say in
 * @param broken null where nobody broke the glass for it
 */
public record PastDecision(
        String event,
        Instant at,
        Case about,
        List<Change> consequences,
        Known known,
        @Nullable Broken broken) {

    public PastDecision {
        consequences = List.copyOf(consequences);
    }

    /** The change itself and each of its consequences. */
    Stream<Case> cases() {
        return Stream.concat(Stream.of(about), consequences.stream().map(about::with));
    }

    /** When it was asked for; nobody having asked, it might have been when it was made. */
    Instant askedAt() {
        return about.requestedAt() == null ? about.at() : about.requestedAt();
    }

    /** How long it took from the first request on. */
    Duration waited() {
        return Duration.between(askedAt(), about.at());
    }
}
