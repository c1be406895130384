package io.countersign.policy;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a change was allowed, as it is stored with the decision: what was looked at, how far the streams had come that it
 * was read from, and what each rule said. Asking the same revisions again about the same case gives the same answer.
 *
 * @param subject what exactly was approved, each fact by name
 * @param readAt the sequence number of the last event of each stream that was looked at, or -1
 * @param bypass null where the rules let it pass
 */
public record Decided(
        Case about,
        SortedMap<String, String> subject,
        SortedMap<String, Long> readAt,
        Evaluation evaluation,
        @Nullable Bypass bypass) {

    public Decided {
        subject = Ordered.map(subject);
        readAt = Ordered.map(readAt);
    }
}
