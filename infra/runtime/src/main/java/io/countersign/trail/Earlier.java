package io.countersign.trail;

import io.countersign.event.DomainEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** What fields were before events set them: what the last event says that set them. */
final class Earlier {

    private final JdbcTemplate jdbc;

    Earlier(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** As it is set at a position. */
    record Field(long position, String object, String field) {}

    /** @param position of the event that set it last before that */
    private record Place(Field field, long position) {}

    /**
     * Of those fields that were anything before.
     *
     * @param settings by the positions of the events that make them
     */
    Map<Field, Setting.Value> values(Map<Long, List<Setting>> settings) {
        List<Place> places = places(settings.entrySet().stream()
                .flatMap(event -> event.getValue().stream()
                        .filter(setting -> !setting.saysBefore())
                        .map(setting -> new Field(event.getKey(), setting.object(), setting.field())))
                .toList());
        Map<Long, DomainEvent> events = events(places);
        Map<Field, Setting.Value> values = new HashMap<>();
        for (Place place : places) {
            Setting.Value value = Settings.value(
                    Objects.requireNonNull(events.get(place.position())),
                    place.field().object(),
                    place.field().field());
            if (value != null) {
                values.put(place.field(), value);
            }
        }
        return values;
    }

    private List<Place> places(List<Field> fields) {
        if (fields.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                """
                select w.number, m.position from unnest(?::bigint[], ?::bigint[]) with ordinality as w (mark, position, number)
                cross join lateral (
                    select position from audit.marks
                    where mark = w.mark and position < w.position order by position desc limit 1) m""",
                (row, number) -> new Place(fields.get(row.getInt(1) - 1), row.getLong(2)),
                fields.stream()
                        .map(field -> Key.field(field.object(), field.field()))
                        .toArray(Long[]::new),
                fields.stream().map(Field::position).toArray(Long[]::new));
    }

    private Map<Long, DomainEvent> events(List<Place> places) {
        Map<Long, DomainEvent> events = new HashMap<>();
        if (!places.isEmpty()) {
            List<Stored> stored = new ArrayList<>(jdbc.query(
                    "select " + Stored.COLUMNS + " from log.domain_event_entry where global_index = any(?)",
                    (row, number) -> Stored.read(row),
                    (Object) places.stream().map(Place::position).distinct().toArray(Long[]::new)));
            stored.forEach(one -> events.put(one.position(), one.event()));
        }
        return events;
    }
}
