package io.countersign.trail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of the index, as they are written: many events in a few statements. */
final class IndexTables {

    static final int STRETCH = 4_096;

    private final JdbcTemplate jdbc;

    IndexTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void clear() {
        jdbc.execute("truncate audit.entries, audit.marks, audit.kinds, audit.stretches, audit.owners, audit.names");
    }

    void add(List<IndexedEvent> events) {
        entries(events);
        kinds(events);
        marks(events);
        stretches(events);
        names(events);
    }

    private void entries(List<IndexedEvent> events) {
        jdbc.update(
                "insert into audit.entries (position, at, kind, run, correlation, type) select * from unnest("
                        + "?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::int[])",
                all(events, IndexedEvent::position),
                all(events, IndexedEvent::at),
                all(events, IndexedEvent::kind),
                all(events, IndexedEvent::run),
                all(events, IndexedEvent::correlation),
                events.stream().map(event -> Key.type(event.type())).toArray(Integer[]::new));
    }

    private static Long[] all(List<IndexedEvent> events, Function<IndexedEvent, Long> column) {
        return events.stream().map(column).toArray(Long[]::new);
    }

    private void kinds(List<IndexedEvent> events) {
        Map<Long, List<IndexedEvent>> kinds = new HashMap<>();
        events.forEach(event ->
                kinds.computeIfAbsent(event.kind(), kind -> new ArrayList<>()).add(event));
        List<List<IndexedEvent>> groups = List.copyOf(kinds.values());
        List<IndexedEvent> firsts = groups.stream().map(List::getFirst).toList();
        jdbc.update(
                """
                insert into audit.kinds as old (kind, type, actor, experiment, first_position, last_position, events)
                select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                on conflict (kind) do update
                set last_position = excluded.last_position, events = old.events + excluded.events""",
                all(firsts, IndexedEvent::kind),
                firsts.stream().map(IndexedEvent::type).toArray(String[]::new),
                firsts.stream().map(IndexedEvent::actor).toArray(String[]::new),
                firsts.stream().map(IndexedEvent::experiment).toArray(String[]::new),
                all(firsts, IndexedEvent::position),
                groups.stream().map(group -> group.getLast().position()).toArray(Long[]::new),
                groups.stream().map(group -> (long) group.size()).toArray(Long[]::new));
    }

    private void marks(List<IndexedEvent> events) {
        List<Long> marks = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        List<Long> kinds = new ArrayList<>();
        for (IndexedEvent event : events) {
            for (Long mark : event.marks()) {
                marks.add(mark);
                positions.add(event.position());
                kinds.add(event.kind());
            }
        }
        if (!marks.isEmpty()) {
            jdbc.update(
                    "insert into audit.marks select * from unnest(?::bigint[], ?::bigint[], ?::bigint[])",
                    marks.toArray(Long[]::new),
                    positions.toArray(Long[]::new),
                    kinds.toArray(Long[]::new));
        }
    }

    private void stretches(List<IndexedEvent> events) {
        jdbc.update("""
                insert into audit.stretches as old (stretch, first_at, last_at)
                select position / %d, min(at), max(at) from unnest(?::bigint[], ?::bigint[]) as e (position, at) group by 1
                on conflict (stretch) do update set first_at = least(old.first_at, excluded.first_at),
                    last_at = greatest(old.last_at, excluded.last_at)""".formatted(STRETCH), all(events, IndexedEvent::position), all(events, IndexedEvent::at));
    }

    private void names(List<IndexedEvent> events) {
        events.stream().filter(event -> !event.names().isEmpty()).forEach(event -> event.names()
                .forEach((name, id) -> jdbc.update(
                        "insert into audit.names values (?, ?, ?, ?) on conflict (kind, name, id) do update"
                                + " set position = excluded.position",
                        name.kind(),
                        name.name(),
                        Objects.requireNonNull(id),
                        event.position())));
    }
}
