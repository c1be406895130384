package io.countersign.log;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Follows the log and tells which streams have grown, most of them once, some again. Not for many threads. */
public final class GrownStreams {

    /** Events that were under way when later ones were seen come into gaps before these. */
    private static final long GAPS = 2_000;

    private final JdbcTemplate jdbc;
    private @Nullable Long seen;

    public GrownStreams(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that may have grown since it was asked before; none when it is asked first. */
    public Collection<String> next() {
        Long head =
                jdbc.queryForObject("select coalesce(max(global_index), -1) from log.domain_event_entry", Long.class);
        Long before = seen;
        seen = head;
        if (before == null || before.equals(head)) {
            return List.of();
        }
        return jdbc.queryForList(
                "select distinct aggregate_identifier from log.domain_event_entry where global_index > ?",
                String.class,
                before - GAPS);
    }
}
