package io.countersign.gate;

import io.countersign.policy.PolicyRevision;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A version that serves somebody.
 *
 * @param place {@code stage/Production} or {@code alias/champion}, for example
 * @param eventId of the decision that put it there, or approved it anew
 * @param decidedAt milliseconds since the epoch
 * @param policies that had a say
 * @param subject what exactly was approved, each fact by name; empty where no policy had a say
 * @param readAt the sequence number of the last event of each stream that was looked at
 * @param until milliseconds since the epoch, when it needs a regular approval; null unless two people broke the glass
 * @param revokedBy the event by which an approval of it was revoked; null when none was
 * @param frozenBy the events by which it was frozen
 * @param frozenFor the ids of the withdrawals for which it is; null where it is not frozen
 */
public record PlacementView(
        String modelId,
        int version,
        @Nullable String runId,
        String place,
        String eventId,
        long decidedAt,
        List<PolicyRevision> policies,
        Map<String, String> subject,
        Map<String, Long> readAt,
        @Nullable Long until,
        @Nullable String revokedBy,
        List<String> frozenBy,
        @Nullable String frozenFor) {

    /** The ids of the events on which rests what is said of it. */
    public List<String> basis() {
        return Stream.of(Stream.of(eventId), Stream.ofNullable(revokedBy), frozenBy.stream())
                .flatMap(ids -> ids)
                .toList();
    }
}
