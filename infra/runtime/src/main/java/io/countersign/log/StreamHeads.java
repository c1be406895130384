package io.countersign.log;

import io.countersign.RestsOnFacts;
import io.countersign.past.TimeTravel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far streams have come. Safe for many threads. */
public final class StreamHeads {

    private final JdbcTemplate jdbc;

    public StreamHeads(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The sequence number of each stream's last event, as of the point that is asked about; -1 where there is none. */
    public Map<String, Long> of(Collection<String> streams) {
        return TimeTravel.point()
                .map(point -> read(streams, "and global_index <= " + point.event()))
                .orElseGet(() -> read(streams, ""));
    }

    private Map<String, Long> read(Collection<String> streams, String condition) {
        Map<String, Long> heads = new HashMap<>();
        jdbc.query(
                """
                select wanted.stream, coalesce(last.sequence_number, -1) as head
                from unnest(?::text[]) as wanted (stream)
                left join lateral (
                    select sequence_number from log.domain_event_entry
                    where aggregate_identifier = wanted.stream %s
                    order by sequence_number desc limit 1) last on true""".formatted(condition),
                row -> {
                    heads.put(row.getString("stream"), row.getLong("head"));
                },
                (Object) streams.toArray(String[]::new));
        return heads;
    }

    /** @throws RestsOnFacts.FactsChanged when a stream that was read has gone on */
    void requireUnchanged(RestsOnFacts command) {
        Map<String, Long> now = of(command.readAt().keySet());
        command.readAt().forEach((stream, head) -> {
            if (!head.equals(now.get(stream))) {
                throw new RestsOnFacts.FactsChanged(stream);
            }
        });
    }
}
