package io.countersign.trail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A part of the log.
 *
 * @param after no event at this position or before
 * @param before no event at this position or behind
 */
record Stretch(long after, long before) {

    private static final int MOST_PARTS = 16;

    boolean isEmpty() {
        return before - after < 2;
    }

    Stretch and(Stretch other) {
        return new Stretch(Math.max(after, other.after), Math.min(before, other.before));
    }

    /**
     * Outside of which no event lies that happened in a time; inside are others, too. One event whose clock was wrong makes one
     * more part, and no larger one.
     *
     * @return in the order of the log
     */
    static List<Stretch> around(@Nullable Instant from, @Nullable Instant to, JdbcTemplate jdbc) {
        if (from == null && to == null) {
            return List.of(new Stretch(0, Long.MAX_VALUE));
        }
        List<Stretch> parts = jdbc.query(
                """
                select min(stretch) as first, max(stretch) as last from (
                    select stretch, stretch - row_number() over (order by stretch) as part
                    from audit.stretches where last_at >= ? and first_at < ?) known
                group by part order by 1""",
                (row, number) -> new Stretch(
                        row.getLong("first") * IndexTables.STRETCH - 1,
                        (row.getLong("last") + 1) * IndexTables.STRETCH),
                from == null ? Long.MIN_VALUE : roundedUp(from),
                to == null ? Long.MAX_VALUE : roundedUp(to));
        return parts.size() <= MOST_PARTS
                ? parts
                : List.of(new Stretch(parts.getFirst().after(), parts.getLast().before()));
    }

    /** Microseconds; what is at or after a moment is so of the next whole one, too. */
    static long roundedUp(Instant moment) {
        return EventIndexing.micros(moment) + (moment.getNano() % 1_000 == 0 ? 0 : 1);
    }
}
