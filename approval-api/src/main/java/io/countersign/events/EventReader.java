package io.countersign.events;

import io.countersign.contract.PublicEvent;
import io.countersign.log.Horizon;
import io.countersign.log.LogPages;
import io.countersign.rejection.Invalid;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads what the world is told of the log, in the log's order, and nothing that an older event could still come before. */
@Component
final class EventReader {

    private static final String LATEST = "latest";
    private static final Duration PATIENCE = Duration.ofSeconds(2); // with a transaction that hangs

    private final LogPages log;
    private final Horizon horizon;
    private final JdbcTemplate jdbc;
    private volatile @Nullable String source;

    EventReader(LogPages log, Horizon horizon, JdbcTemplate jdbc) {
        this.log = log;
        this.horizon = horizon;
        this.jdbc = jdbc;
    }

    /** @param resumeAt where a reader is that has read it, or has read every event before it */
    record Told(PublicEvent event, Cursor resumeAt) {}

    /** @param end where the next batch begins */
    record Batch(List<Told> events, Cursor end) {}

    /** Up to where can be read now: as a rule to the newest event that was committed when it is called. */
    long upToNow() {
        return horizon.upToNow(PATIENCE);
    }

    /**
     * Where somebody begins to read.
     *
     * @param after what they were answered last; {@code latest} for what happens from now on; null for everything
     * @throws io.countersign.rejection.Rejection when the log has no such place
     */
    Cursor place(String parameter, @Nullable String after) {
        if (after == null) {
            return Cursor.BEFORE_ALL;
        }
        if (after.equals(LATEST)) {
            return new Cursor(upToNow());
        }
        Cursor cursor = Cursor.read(parameter, after);
        if (cursor.index() > horizon.newest()) {
            throw Invalid.value(
                    parameter,
                    after,
                    "the log does not reach that far. It may have been restored from a backup, or be another server's;"
                            + " begin anew, or with latest.");
        }
        return cursor;
    }

    /** The first events after a place that pass the filter; none when no event up to there does. */
    Batch read(Cursor after, long upTo, EventFilter filter, int limit) {
        Batch batch = new Batch(List.of(), after);
        while (batch.events().isEmpty() && batch.end().index() < upTo) {
            batch = batch(log.read(batch.end().index(), upTo, filter.storedNames(), limit), filter);
        }
        return batch;
    }

    private Batch batch(LogPages.Page page, EventFilter filter) {
        return new Batch(
                page.events().stream().flatMap(placed -> told(placed, filter)).toList(), new Cursor(page.end()));
    }

    /** Where one event is told twice, who has read the first telling alone comes back for both. */
    private Stream<Told> told(LogPages.Placed placed, EventFilter filter) {
        List<PublicEvent> tellings = filter.told(placed.event(), source());
        Cursor before = new Cursor(placed.index() - 1);
        Cursor behind = new Cursor(placed.index());
        return tellings.stream().map(one -> new Told(one, one == tellings.getLast() ? behind : before));
    }

    private String source() {
        String known = source;
        if (known == null) {
            known = "urn:countersign:" + jdbc.queryForObject("select id::text from ops.installation", String.class);
            source = known;
        }
        return known;
    }
}
