package io.countersign.lineage;

import java.util.Map;

/**
 * That one thing rests on another.
 *
 * @param source key of what the other rests on
 * @param target key of what rests on it
 * @param since the place in the log of the event that says so
 * @param sinceEvent its id
 * @param sinceAt milliseconds since the epoch
 */
public record EdgeView(
        String source,
        String target,
        String relation,
        Map<String, String> detail,
        long since,
        String sinceEvent,
        long sinceAt) {

    String other(boolean down) {
        return down ? target : source;
    }
}
