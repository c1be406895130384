package io.countersign.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Up to where the log is complete. An index is given out before its transaction ends, so that an event can come to light
 * after younger ones; whoever reads up to the horizon and goes on from there misses none.
 *
 * <p>Whoever appends holds a row-exclusive lock on the table from before it is given an index until after others see what
 * it appended. So once all who held one when an event was the newest are gone, nothing can come before that event any more.
 * Nobody who appends waits for this, on any server. Safe for many threads.
 */
public final class Horizon {

    /** The newest event is as the statement's snapshot has it, and the locks are looked at after that was taken. */
    private static final String LOOK = """
            select (select coalesce(max(global_index), 0) from log.domain_event_entry) as newest,
                array(select virtualtransaction from pg_locks
                    where locktype = 'relation' and granted and mode = 'RowExclusiveLock'
                    and relation = 'log.domain_event_entry'::regclass
                    and database = (select oid from pg_database where datname = current_database())) as writers""";

    private static final int MOST_LOOKS = 256;
    private static final long PAUSE_NANOS = Duration.ofMillis(3).toNanos();

    private final JdbcTemplate jdbc;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Look> looks = new ArrayDeque<>(); // each with a newer event than the one before
    private long settled;

    public Horizon(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param writers whose events may still come to light, some of them before the newest */
    private record Look(long newest, Set<String> writers) {}

    /** Looks once. @return an index, 0 in an empty log; behind the newest event while others append */
    public long now() {
        lookAndSettle();
        return known();
    }

    /**
     * Looks until everything that had been committed when it was called lies within the horizon, a few milliseconds under
     * load; or until patience is over, which takes a transaction that hangs.
     */
    public long upToNow(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        long first = lookAndSettle();
        while (known() < first && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            lookAndSettle();
        }
        return known();
    }

    /** The index of the newest event that is committed; 0 in an empty log. */
    public long newest() {
        return look().newest();
    }

    private long known() {
        lock.lock();
        try {
            return settled;
        } finally {
            lock.unlock();
        }
    }

    /** One at a time: only of who is there no longer at a later look can be said that they are gone. */
    private long lookAndSettle() {
        lock.lock();
        try {
            Look now = look();
            settle(now);
            return now.newest();
        } finally {
            lock.unlock();
        }
    }

    private void settle(Look now) {
        Iterator<Look> youngestFirst = looks.descendingIterator();
        while (youngestFirst.hasNext()) {
            Look then = youngestFirst.next();
            if (Collections.disjoint(then.writers(), now.writers())) {
                settleAt(then.newest());
                break;
            }
        }
        if (now.writers().isEmpty()) {
            settleAt(now.newest());
        } else if (now.newest() > lastSeen() && looks.size() < MOST_LOOKS) {
            looks.addLast(now);
        }
    }

    private void settleAt(long index) {
        settled = Math.max(settled, index);
        looks.removeIf(look -> look.newest() <= settled);
    }

    private long lastSeen() {
        return looks.isEmpty() ? settled : looks.getLast().newest();
    }

    private Look look() {
        return Objects.requireNonNull(jdbc.queryForObject(LOOK, (row, number) -> look(row)));
    }

    private static Look look(ResultSet row) throws SQLException {
        return new Look(row.getLong("newest"), Set.copyOf(List.of((String[])
                row.getArray("writers").getArray())));
    }
}
