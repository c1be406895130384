package io.countersign.trail;

import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.event.Recorded;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.VersionId;
import io.countersign.permission.SecuredObject;
import io.countersign.registeredmodel.ModelId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** What happened to one model, read from its streams in the log. Safe for many threads. */
public final class ModelEvents {

    /** The first of each; more than these and somebody has to ask the history itself. */
    public static final int MOST = 10_000;

    private final JdbcTemplate jdbc;

    public ModelEvents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the model: its versions, stages, aliases, requests and what was said of them. */
    public List<Recorded> ofModel(ModelId model) {
        return read(List.of(model.stream()));
    }

    /** Of its versions: evidence, checks, comments. */
    public List<Recorded> ofVersions(ModelId model, Collection<Integer> versions) {
        return read(versions.stream()
                .map(version -> new VersionId(model, version).stream())
                .toList());
    }

    /** Of who may do what with it. */
    public List<Recorded> ofPermissions(ModelId model) {
        return read(List.of(SecuredObject.of(model).stream()));
    }

    private List<Recorded> read(List<String> streams) {
        List<Stored> stored = jdbc.query(
                "select " + Stored.COLUMNS + " from log.domain_event_entry where aggregate_identifier = any(?)"
                        + " order by global_index limit " + MOST,
                (row, number) -> Stored.read(row),
                (Object) streams.toArray(String[]::new));
        Stream<? extends DomainEventMessage<?>> events = Stored.messages(stored).stream();
        return events.map(ModelEvents::recorded).toList();
    }

    private static Recorded recorded(DomainEventMessage<?> event) {
        Object actor = event.getMetaData().get(EventMetadata.ACTOR);
        return new Recorded(
                (DomainEvent) event.getPayload(),
                event.getIdentifier(),
                event.getTimestamp(),
                actor == null ? SubjectId.SYSTEM : new SubjectId(actor.toString()));
    }
}
