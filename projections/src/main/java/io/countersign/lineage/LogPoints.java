package io.countersign.lineage;

import io.countersign.rejection.Invalid;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.axonframework.common.DateTimeUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The place in the log that somebody means who names an event or a time: what all events up to it came to is the state then.
 * A time means the last event that is no younger.
 */
public final class LogPoints {

    private static final String PARAMETER = "as_of";

    private final JdbcTemplate jdbc;

    public LogPoints(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param asOf the id of an event, or a time in ISO 8601
     * @throws io.countersign.rejection.Rejection when it is neither, or before the first event
     */
    public long of(String asOf) {
        Optional<Instant> time = time(asOf);
        return time.isPresent() ? ofTime(time.get(), asOf) : ofEvent(asOf);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private long ofEvent(String id) {
        return first("select global_index from log.domain_event_entry where event_identifier = ?", id)
                .orElseThrow(() -> Invalid.value(
                        PARAMETER,
                        id,
                        "there is no such event; use the id of one, or a time such as 2026-11-23T12:00:00Z."));
    }

    /** Times are stored as text, in UTC and to the millisecond. */
    private long ofTime(Instant time, String asOf) {
        String latest = DateTimeUtils.formatInstant(time);
        return first("""
                        select global_index from log.domain_event_entry where time_stamp <= ?
                        order by global_index desc limit 1""", latest)
                .orElseThrow(() -> Invalid.value(PARAMETER, asOf, "it is before the first event, " + firstEvent()));
    }

    private String firstEvent() {
        List<String> first = jdbc.queryForList(
                "select time_stamp from log.domain_event_entry order by global_index limit 1", String.class);
        return first.isEmpty() ? "of which there is none yet." : "which was at " + first.getFirst() + ".";
    }

    private Optional<Long> first(String sql, String parameter) {
        return jdbc.queryForList(sql, Long.class, parameter).stream().findFirst();
    }
}
