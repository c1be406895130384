package io.countersign.trail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A part of the log.
 *
 * @param after no event at this position or before
 * @param before no event at this position or behind
 */
record Stretch(long after, long before) {

    boolean isEmpty() {
        return before - after < 2;
    }

    Stretch and(Stretch other) {
        return new Stretch(Math.max(after, other.after), Math.min(before, other.before));
    }

    /** Outside of which no event lies that happened in a time; inside are others, too. */
    static Stretch around(@Nullable Instant from, @Nullable Instant to, JdbcTemplate jdbc) {
        if (from == null && to == null) {
            return new Stretch(0, Long.MAX_VALUE);
        }
        return jdbc
                .query(
                        "select min(stretch) as first, max(stretch) as last from audit.stretches"
                                + " where last_at >= ? and first_at < ? having count(*) > 0",
                        (row, number) -> new Stretch(
                                row.getLong("first") * IndexTables.STRETCH - 1,
                                (row.getLong("last") + 1) * IndexTables.STRETCH),
                        from == null ? Long.MIN_VALUE : roundedUp(from),
                        to == null ? Long.MAX_VALUE : roundedUp(to))
                .stream()
                .findFirst()
                .orElse(new Stretch(0, 0));
    }

    /** Microseconds; what is at or after a moment is so of the next whole one, too. */
    static long roundedUp(Instant moment) {
        return EventIndexing.micros(moment) + (moment.getNano() % 1_000 == 0 ? 0 : 1);
    }
}
