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
 * @param within whether everything in it happened in the time that is asked for, if any is
 */
record Stretch(long after, long before, boolean within) {

    private static final int MOST_PARTS = 16;

    boolean isEmpty() {
        return before - after < 2;
    }

    Stretch and(Stretch other) {
        return new Stretch(Math.max(after, other.after), Math.min(before, other.before), within && other.within);
    }

    /**
     * Outside of which no event lies that happened in a time; inside are others, too. One event whose clock was wrong makes one
     * more part, and no larger one.
     *
     * @return in the order of the log
     */
    static List<Stretch> around(@Nullable Instant from, @Nullable Instant to, JdbcTemplate jdbc) {
        if (from == null && to == null) {
            return List.of(new Stretch(0, Long.MAX_VALUE, true));
        }
        List<Stretch> parts = jdbc.query(
                """
                select min(stretch) as first, max(stretch) as last, within from (
                    select stretch, within, stretch - row_number() over (partition by within order by stretch) as part
                    from (
                        select stretch, first_at >= asked.first and last_at < asked.last as within
                        from audit.stretches cross join (values (?::bigint, ?::bigint)) as asked (first, last)
                        where last_at >= asked.first and first_at < asked.last) touched) known
                group by within, part order by 1""",
                (row, number) -> new Stretch(
                        row.getLong("first") * IndexTables.STRETCH - 1,
                        (row.getLong("last") + 1) * IndexTables.STRETCH,
                        row.getBoolean("within")),
                from == null ? Long.MIN_VALUE : roundedUp(from),
                to == null ? Long.MAX_VALUE : roundedUp(to));
        return parts.size() <= MOST_PARTS
                ? parts
                : List.of(new Stretch(parts.getFirst().after(), parts.getLast().before(), false));
    }

    /** Microseconds; what is at or after a moment is so of the next whole one, too. */
    static long roundedUp(Instant moment) {
        return EventIndexing.micros(moment) + (moment.getNano() % 1_000 == 0 ? 0 : 1);
    }
}
