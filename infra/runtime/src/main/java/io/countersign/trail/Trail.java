package io.countersign.trail;

import io.countersign.event.DomainEvent;
import io.countersign.privacy.BlindWords;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The audit history: every event of every kind, as auditors ask for it. Safe for many threads. */
public final class Trail {

    /** A page ends with the event that makes it larger than this. */
    private static final int LARGEST_PAGE_BYTES = 4 * 1024 * 1024;

    private final JdbcTemplate jdbc;
    private final TrailIndex index;
    private final TrailSearch search;
    private final Earlier earlier;
    private final Vault vault;

    public Trail(JdbcTemplate jdbc, TrailIndex index, Vault vault, BlindWords blind) {
        this.jdbc = jdbc;
        this.index = index;
        this.search = new TrailSearch(jdbc, blind);
        this.earlier = new Earlier(jdbc);
        this.vault = vault;
    }

    /**
     * Some of the history.
     *
     * @param more whether there are others behind the last of these
     * @param reached the position up to which it was looked for: what comes behind it had not happened yet
     */
    public record Page(List<TrailEntry> entries, boolean more, long reached) {}

    /** Up to where the history can be read now: everything that was committed before the call. */
    public long upToNow() {
        return index.requireUpToNow();
    }

    /**
     * The newest entries before a place.
     *
     * @param before a position; of which the entry itself is not among them
     */
    public Page newest(TrailFilter filter, long before, int limit) {
        long end = upToNow();
        return page(filter, new Stretch(0, Math.min(before, end + 1), true), true, limit, end);
    }

    /**
     * The oldest entries after a place.
     *
     * @param after a position, of which the entry itself is not among them; 0 for the beginning
     * @param upTo no entry behind that position
     */
    public Page oldest(TrailFilter filter, long after, long upTo, int limit) {
        return page(filter, new Stretch(after, upTo + 1, true), false, limit, upTo);
    }

    /** How many entries behind a place there are, up to another; a few more where events arrive. */
    public long count(TrailFilter filter, long after, long upTo) {
        return search.count(filter, new Stretch(after, upTo + 1, true));
    }

    private Page page(TrailFilter filter, Stretch part, boolean newestFirst, int limit, long end) {
        List<Long> oneMore = search.positions(filter, part, newestFirst, limit + 1);
        List<Long> wanted = oneMore.size() > limit ? oneMore.subList(0, limit) : oneMore;
        List<TrailEntry> entries = entries(stored(wanted, newestFirst));
        return new Page(entries, entries.size() < oneMore.size(), end);
    }

    private List<Stored> stored(List<Long> positions, boolean newestFirst) {
        if (positions.isEmpty()) {
            return List.of();
        }
        List<Stored> read = jdbc.query(
                """
                select %1$s from (
                    select *, sum(octet_length(payload)) over (order by global_index %2$s) - octet_length(payload)
                        as bytes_before
                    from log.domain_event_entry where global_index = any(?)) page
                where bytes_before < ?""".formatted(Stored.COLUMNS, newestFirst ? "desc" : "asc"),
                (row, number) -> Stored.read(row),
                positions.toArray(Long[]::new),
                LARGEST_PAGE_BYTES);
        Comparator<Stored> order = Comparator.comparing(Stored::position);
        return read.stream().sorted(newestFirst ? order.reversed() : order).toList();
    }

    private List<TrailEntry> entries(List<Stored> stored) {
        List<? extends DomainEventMessage<?>> events = Stored.messages(stored);
        Map<Long, List<Setting>> settings = new HashMap<>();
        for (int place = 0; place < stored.size(); place++) {
            settings.put(stored.get(place).position(), Settings.of((DomainEvent)
                    events.get(place).getPayload()));
        }
        Map<Earlier.Field, Setting.Value> before = earlier.values(settings);
        Map<Long, String> experiments = experiments(stored);
        List<TrailEntry> entries = new ArrayList<>();
        for (int place = 0; place < stored.size(); place++) {
            Stored one = stored.get(place);
            entries.add(entry(
                    one,
                    events.get(place),
                    experiments.get(stream(one)),
                    setting -> setting.saysBefore()
                            ? setting.before()
                            : before.get(new Earlier.Field(one.position(), setting.object(), setting.field()))));
        }
        return entries;
    }

    private TrailEntry entry(
            Stored stored,
            DomainEventMessage<?> message,
            @Nullable String experiment,
            Function<Setting, Setting.@Nullable Value> before) {
        DomainEvent event = (DomainEvent) message.getPayload();
        Concerns concerns = Concerns.of(event);
        return new TrailEntry(
                stored.position(),
                message.getIdentifier(),
                message.getTimestamp(),
                stored.type(),
                stored.entry().getAggregateIdentifier(),
                stored.entry().getSequenceNumber(),
                message.getMetaData().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, value -> String.valueOf(value.getValue()))),
                concerns,
                concerns.experiment() == null
                        ? experiment
                        : concerns.experiment().value(),
                Settings.of(event).stream()
                        .map(setting -> new TrailEntry.Change(
                                setting.object(),
                                setting.field(),
                                shown(before.apply(setting)),
                                shown(setting.after())))
                        .filter(TrailEntry.Change::isOne)
                        .toList(),
                Texts.written(stored.payload()).stream()
                        .map(written -> new TrailEntry.Words(
                                written.name(), written.text().subject(), opened(written.text())))
                        .toList());
    }

    private TrailEntry.@Nullable Value shown(Setting.@Nullable Value value) {
        return switch (value) {
            case null -> null;
            case Setting.Value.Plain plain -> new TrailEntry.Value(plain.text());
            case Setting.Value.Written written -> new TrailEntry.Value(opened(written.text()));
        };
    }

    private @Nullable String opened(SealedText text) {
        return vault.open(text).orElse(null);
    }

    /** Of runs and logged models, whose later events do not say it; by the keys of their streams. */
    private Map<Long, String> experiments(List<Stored> stored) {
        return jdbc
                .query(
                        "select stream, experiment from audit.owners where stream = any(?)",
                        (row, number) -> Map.entry(row.getLong(1), row.getString(2)),
                        (Object) stored.stream().map(Trail::stream).distinct().toArray(Long[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static long stream(Stored stored) {
        return Key.stream(stored.entry().getAggregateIdentifier());
    }
}
