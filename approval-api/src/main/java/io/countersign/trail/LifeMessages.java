package io.countersign.trail;

import io.countersign.event.Recorded;
import io.countersign.identity.SubjectId;
import io.countersign.permission.PermissionEvent;
import io.countersign.privacy.SealedText;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.signin.People;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the life of a model by its events. */
@Component
final class LifeMessages {

    private final People people;
    private final Vault vault;

    LifeMessages(People people, Vault vault) {
        this.people = people;
        this.vault = vault;
    }

    /**
     * @param own of the model's stream
     * @param ofVersions of those of its versions
     * @param permissions of who may do what with it
     */
    LifeMessage of(
            ModelId model,
            String name,
            List<Recorded> own,
            List<Recorded> ofVersions,
            List<Recorded> permissions,
            Instant now) {
        Teller teller = new Teller(
                people.names(Stream.of(own, ofVersions, permissions)
                        .flatMap(List::stream)
                        .map(Recorded::actor)
                        .distinct()
                        .toList()),
                vault);
        Tenures tenures = Tenures.of(own);
        RequestLife requests = RequestLife.of(own, teller);
        return new LifeMessage(
                model.value(),
                name,
                now,
                Stream.of(own, ofVersions, permissions).anyMatch(some -> some.size() == ModelEvents.MOST),
                held(tenures.names(), now, teller),
                versions(own, teller),
                held(tenures.stages(), now, teller),
                held(tenures.aliases(), now, teller),
                requests.requests(),
                requests.said(),
                each(ofVersions, recorded -> VersionLife.papers(recorded, teller)),
                each(ofVersions, recorded -> VersionLife.checks(recorded, teller)),
                each(ofVersions, recorded -> VersionLife.answers(recorded, teller)),
                each(ofVersions, recorded -> VersionLife.comments(recorded, teller)),
                each(permissions, recorded -> permissions(recorded, teller)));
    }

    /** Puts names to people, and opens what they wrote. */
    record Teller(Map<SubjectId, String> names, Vault vault) {

        String name(SubjectId person) {
            return names.getOrDefault(person, person.value());
        }

        String by(Recorded recorded) {
            return name(recorded.actor());
        }

        String byId(Recorded recorded) {
            return recorded.actor().value();
        }

        @Nullable
        String text(@Nullable SealedText sealed) {
            return sealed == null ? null : vault.open(sealed).orElse(null);
        }
    }

    private interface Telling<T> {
        Stream<T> of(Recorded recorded);
    }

    private static <T> List<T> each(List<Recorded> events, Telling<T> telling) {
        return events.stream().flatMap(telling::of).toList();
    }

    private static List<LifeMessage.Held> held(List<Tenure> tenures, Instant now, Teller teller) {
        return tenures.stream()
                .map(tenure -> new LifeMessage.Held(
                        tenure.place(),
                        tenure.version(),
                        tenure.since(),
                        tenure.until(),
                        tenure.until() == null,
                        Duration.between(tenure.since(), Objects.requireNonNullElse(tenure.until(), now))
                                .toMillis(),
                        teller.by(tenure.begun()),
                        teller.byId(tenure.begun()),
                        tenure.begun().id()))
                .toList();
    }

    private static List<LifeMessage.Version> versions(List<Recorded> own, Teller teller) {
        Map<Integer, Instant> deleted = new HashMap<>();
        own.forEach(recorded -> {
            if (recorded.event() instanceof RegisteredModelEvent.VersionDeleted e) {
                deleted.put(e.version(), recorded.at());
            }
        });
        return own.stream()
                .flatMap(recorded -> version(recorded, deleted, teller))
                .toList();
    }

    private static Stream<LifeMessage.Version> version(
            Recorded recorded, Map<Integer, Instant> deleted, Teller teller) {
        return switch (recorded.event()) {
            case RegisteredModelEvent.VersionCreated e ->
                Stream.of(new LifeMessage.Version(
                        e.version(),
                        recorded.at(),
                        teller.by(recorded),
                        teller.byId(recorded),
                        e.source(),
                        e.run() == null ? null : e.run().value(),
                        deleted.get(e.version())));
            case RegisteredModelEvent.VersionImported e ->
                Stream.of(new LifeMessage.Version(
                        e.version(),
                        recorded.at(),
                        teller.by(recorded),
                        teller.byId(recorded),
                        e.source(),
                        e.run() == null ? null : e.run().value(),
                        deleted.get(e.version())));
            default -> Stream.empty();
        };
    }

    private static Stream<LifeMessage.Permission> permissions(Recorded recorded, Teller teller) {
        return recorded.event() instanceof PermissionEvent.Changed e
                ? Settings.of(e).stream()
                        .map(setting -> new LifeMessage.Permission(
                                setting.field(),
                                plain(setting.before()),
                                plain(setting.after()),
                                recorded.at(),
                                teller.by(recorded),
                                teller.byId(recorded)))
                : Stream.empty();
    }

    private static @Nullable String plain(Setting.@Nullable Value value) {
        return value instanceof Setting.Value.Plain plain ? plain.text() : null;
    }
}
