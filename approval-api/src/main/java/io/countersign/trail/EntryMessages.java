package io.countersign.trail;

import static io.countersign.event.EventMetadata.ACTOR;
import static io.countersign.event.EventMetadata.AUTHENTICATED_AT;
import static io.countersign.event.EventMetadata.AUTHENTICATION;
import static io.countersign.event.EventMetadata.AUTHENTICATION_CONTEXT;
import static io.countersign.event.EventMetadata.AUTHENTICATION_METHODS;
import static io.countersign.event.EventMetadata.CAUSATION;
import static io.countersign.event.EventMetadata.CORRELATION;
import static io.countersign.event.EventMetadata.CREDENTIAL;
import static io.countersign.event.EventMetadata.REQUEST;

import io.countersign.identity.SubjectId;
import io.countersign.registeredmodel.ModelId;
import io.countersign.signin.People;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts names to what entries know by ids, for a whole page at once. */
@Component
final class EntryMessages {

    private final People people;
    private final TrailNames names;

    EntryMessages(People people, TrailNames names) {
        this.people = people;
        this.names = names;
    }

    List<EntryMessage> of(List<TrailEntry> entries) {
        Map<SubjectId, String> persons = people.names(
                entries.stream().flatMap(EntryMessages::persons).distinct().toList());
        TrailNames.Known known = names.of(entries);
        return entries.stream().map(entry -> message(entry, persons, known)).toList();
    }

    private static Stream<SubjectId> persons(TrailEntry entry) {
        return Stream.concat(Stream.of(actor(entry)), entry.words().stream().map(TrailEntry.Words::by));
    }

    private static SubjectId actor(TrailEntry entry) {
        SubjectId by = entry.concerns().by();
        return by == null ? new SubjectId(entry.metadata().getOrDefault(ACTOR, SubjectId.SYSTEM.value())) : by;
    }

    private static EntryMessage message(TrailEntry entry, Map<SubjectId, String> persons, TrailNames.Known known) {
        Map<String, String> metadata = entry.metadata();
        SubjectId actor = actor(entry);
        return new EntryMessage(
                new Place(entry.position()).toString(),
                entry.eventId(),
                entry.at(),
                entry.type(),
                entry.type().substring(0, entry.type().indexOf('.')),
                Decision.of(entry.type()).map(Decision::label).orElse(null),
                persons.getOrDefault(actor, actor.value()),
                actor.value(),
                metadata.get(AUTHENTICATION),
                metadata.get(CREDENTIAL),
                metadata.get(AUTHENTICATED_AT),
                metadata.get(AUTHENTICATION_CONTEXT),
                metadata.get(AUTHENTICATION_METHODS),
                metadata.get(REQUEST),
                metadata.get(CORRELATION),
                metadata.get(CAUSATION),
                entry.stream(),
                entry.sequence(),
                things(entry, known),
                entry.changes().stream().map(EntryMessages::change).toList(),
                entry.words().stream().map(words -> written(words, persons)).toList());
    }

    private static List<EntryMessage.Thing> things(TrailEntry entry, TrailNames.Known known) {
        Concerns concerns = entry.concerns();
        return Stream.of(
                        concerns.models().stream().flatMap(model -> model(model, concerns, known)),
                        Stream.ofNullable(concerns.run())
                                .map(run -> new EntryMessage.Thing("run", run.value(), known.run(run.value()), null)),
                        Stream.ofNullable(entry.experiment())
                                .map(id -> new EntryMessage.Thing("experiment", id, known.experiment(id), null)))
                .flatMap(things -> things)
                .toList();
    }

    private static Stream<EntryMessage.Thing> model(ModelId model, Concerns concerns, TrailNames.Known known) {
        String name = known.model(model.value());
        return concerns.versions().isEmpty()
                ? Stream.of(new EntryMessage.Thing("model", model.value(), name, null))
                : concerns.versions().stream()
                        .map(version -> new EntryMessage.Thing("version", model.value(), name, version));
    }

    private static EntryMessage.Change change(TrailEntry.Change change) {
        return new EntryMessage.Change(
                change.object(),
                change.field(),
                text(change.before()),
                text(change.after()),
                isErased(change.before()) || isErased(change.after()) ? true : null);
    }

    private static @Nullable String text(TrailEntry.@Nullable Value value) {
        return value == null ? null : value.text();
    }

    private static boolean isErased(TrailEntry.@Nullable Value value) {
        return value != null && value.isErased();
    }

    private static EntryMessage.Written written(TrailEntry.Words words, Map<SubjectId, String> persons) {
        return new EntryMessage.Written(
                words.name(),
                persons.getOrDefault(words.by(), words.by().value()),
                words.by().value(),
                words.text(),
                words.text() == null ? true : null);
    }
}
