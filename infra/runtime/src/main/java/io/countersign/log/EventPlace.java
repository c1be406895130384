package io.countersign.log;

import io.countersign.loggedmodel.LoggedModelEvent;
import io.countersign.run.RunEvent;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tells the database which event views are written for, until the transaction's end: the triggers that keep what rows were
 * before put it beside them. Safe for many threads.
 */
final class EventPlace {

    /** They write no view that has a past, and are most of what is written. */
    private static final List<Class<?>> WITHOUT_PAST = List.of(RunEvent.class, LoggedModelEvent.class);

    private static final String ENTER = """
            select set_config('countersign.event', (
                select global_index::text from log.domain_event_entry where event_identifier = ?), true)""";

    private final JdbcTemplate jdbc;

    EventPlace(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void enter(EventMessage<?> event) {
        if (WITHOUT_PAST.stream().noneMatch(family -> family.isInstance(event.getPayload()))) {
            jdbc.queryForObject(ENTER, String.class, event.getIdentifier());
        }
    }
}
