package io.countersign.trail;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the index takes of an event.
 *
 * @param position global_index
 * @param at microseconds since the epoch
 * @param kind by the three that follow
 * @param experiment empty when it is in none
 * @param marks what it can be found by, beside its columns
 * @param names that it gives: the object's id by {@code model} or {@code experiment} and the name
 */
record IndexedEvent(
        long position,
        long at,
        long kind,
        String type,
        String actor,
        String experiment,
        @Nullable Long run,
        @Nullable Long correlation,
        Set<Long> marks,
        Map<Name, String> names) {

    /** @param kind {@code model} or {@code experiment} */
    record Name(String kind, String name) {}
}
