package io.countersign.past;

import io.countersign.rejection.Invalid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.common.DateTimeUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds points in the history by what people call them. A time means the last event in the log that was recorded by then: as
 * several servers record, and transactions take their time, one that was recorded by then can still come for half a minute,
 * and not any more afterwards. Safe for many threads.
 */
public final class History {

    private static final Pattern EVENT_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** No event is further from its place in the log than transactions last and clocks differ. */
    private static final Duration DISORDER = Duration.ofMinutes(1);

    private static final List<Duration> LOOKED_BACK =
            List.of(DISORDER, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(100_000));

    private static final String COLUMNS =
            "select global_index, event_identifier, time_stamp from log.domain_event_entry ";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    public History(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Row(long index, String id, Instant time) {

        PointInTime at(Instant then) {
            return new PointInTime(index, id, then);
        }
    }

    /**
     * @param asOf the id of an event, or a time in ISO 8601 with its offset
     * @throws io.countersign.rejection.Rejection when it is neither, there is no such event, or the time is before the first
     *     event or yet to come
     */
    public PointInTime at(String asOf) {
        return EVENT_ID.matcher(asOf).matches() ? event(asOf) : time(asOf);
    }

    /** Everything that is known; empty while nothing was recorded. */
    public Optional<PointInTime> newest() {
        return one("order by global_index desc limit 1").map(row -> row.at(row.time()));
    }

    private PointInTime event(String id) {
        return one("where event_identifier = ?", UUID.fromString(id).toString())
                .map(row -> row.at(row.time()))
                .orElseThrow(() -> Invalid.value("as_of", id, "there is no event of that id."));
    }

    private PointInTime time(String asOf) {
        Instant time = parse(asOf);
        if (time.isAfter(clock.instant())) {
            throw Invalid.value("as_of", asOf, "that is yet to come; it is " + clock.instant() + " now.");
        }
        if (time.isBefore(Instant.EPOCH)) {
            throw beforeTheFirst(asOf); // there are times that no clock can be set back from
        }
        for (Duration back : LOOKED_BACK) {
            if (lastBetween(time.minus(back), time).isPresent()) {
                return lastBetween(time.minus(back).minus(DISORDER), time)
                        .orElseThrow()
                        .at(time);
            }
        }
        throw beforeTheFirst(asOf);
    }

    private static Instant parse(String asOf) {
        try {
            return OffsetDateTime.parse(asOf.replace(' ', '+')).toInstant(); // where nobody encoded the plus sign
        } catch (DateTimeException e) {
            throw Invalid.value(
                    "as_of", asOf, "use a time with its offset, as 2026-11-23T12:00:00Z, or the id of an event.");
        }
    }

    /** The last in the log of those that were recorded after the one time and up to the other. */
    private Optional<Row> lastBetween(Instant after, Instant upTo) {
        return one("""
                where global_index = (
                    select max(near.global_index) from (
                        select global_index from log.domain_event_entry
                        where time_stamp > ? and time_stamp <= ? offset 0) near)""", DateTimeUtils.formatInstant(after), DateTimeUtils.formatInstant(upTo));
    }

    private RuntimeException beforeTheFirst(String asOf) {
        return one("order by global_index limit 1")
                .map(first -> Invalid.value(
                        "as_of", asOf, "the first event was recorded at " + first.time() + ", and nothing before it."))
                .orElseGet(() -> Invalid.value("as_of", asOf, "nothing was recorded yet."));
    }

    private Optional<Row> one(String condition, Object... parameters) {
        return jdbc.query(COLUMNS + condition, (row, number) -> row(row), parameters).stream()
                .findFirst();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("global_index"),
                row.getString("event_identifier"),
                DateTimeUtils.parseInstant(row.getString("time_stamp")));
    }
}
