package io.countersign.trail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.experiment.ExperimentEvent;
import io.countersign.identity.SubjectId;
import io.countersign.modelversion.VersionId;
import io.countersign.privacy.BlindWords;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.run.RunId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads from each event what the index takes of it, in the order of the log. Not for many threads. */
final class EventIndexing {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_WORDS = 500;
    private static final String RUN = "run/";

    private final Owners owners;
    private final Vault vault;
    private final BlindWords blind;
    private final Cache<List<String>, Long> kinds =
            Caffeine.newBuilder().maximumSize(50_000).build();
    private final Cache<String, Long> runs =
            Caffeine.newBuilder().maximumSize(50_000).build();
    private final Cache<String, Long> words =
            Caffeine.newBuilder().maximumSize(50_000).build();

    EventIndexing(Owners owners, Vault vault, BlindWords blind) {
        this.owners = owners;
        this.vault = vault;
        this.blind = blind;
    }

    /** @param stored with an empty payload when it is a batch of nothing but metrics, and not read for that */
    IndexedEvent of(Stored stored) {
        JsonNode metadata = JSON.readTree(stored.entry().getMetaData().getData());
        String stream = stored.entry().getAggregateIdentifier();
        DomainEvent event = stored.payload().length == 0 ? null : stored.event();
        Concerns concerns = event == null ? null : Concerns.of(event);
        RunId run = concerns == null ? new RunId(stream.substring(RUN.length())) : concerns.run();
        SubjectId by = concerns == null ? null : concerns.by();
        String actor = by == null ? metadata.path(EventMetadata.ACTOR).asString(SubjectId.SYSTEM.value()) : by.value();
        String experiment = experiment(stream, concerns);
        return new IndexedEvent(
                stored.position(),
                micros(stored.entry().getTimestamp()),
                kinds.get(
                        List.of(stored.type(), actor, experiment), kind -> Key.kind(stored.type(), actor, experiment)),
                stored.type(),
                actor,
                experiment,
                run == null ? null : runs.get(run.value(), Key::run),
                text(metadata, EventMetadata.CORRELATION).map(Key::correlation).orElse(null),
                concerns == null ? Set.of() : marks(stored, event, concerns),
                event == null ? Map.of() : names(event));
    }

    private static Optional<String> text(JsonNode metadata, String name) {
        return Optional.ofNullable(metadata.path(name).asString(null));
    }

    static long micros(Instant at) {
        return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1_000;
    }

    /** What begins in an experiment belongs to it from then on. */
    private String experiment(String stream, @Nullable Concerns concerns) {
        if (concerns != null && concerns.experiment() != null) {
            if (stream.startsWith(RUN) || stream.startsWith("logged-model/")) {
                owners.remember(stream, concerns.experiment().value());
            }
            return concerns.experiment().value();
        }
        return stream.startsWith(RUN) || stream.startsWith("logged-model/") ? owners.experiment(stream) : "";
    }

    private Set<Long> marks(Stored stored, @Nullable DomainEvent event, Concerns concerns) {
        Set<Long> marks = new LinkedHashSet<>();
        for (ModelId model : concerns.models()) {
            marks.add(Key.model(model));
            concerns.versions().forEach(version -> marks.add(Key.version(new VersionId(model, version))));
        }
        if (event != null) {
            Settings.of(event).stream()
                    .filter(setting -> !setting.saysBefore())
                    .forEach(setting -> marks.add(Key.field(setting.object(), setting.field())));
        }
        marks.addAll(words(Texts.of(stored.type(), stored.payload())));
        return marks;
    }

    private Set<Long> words(Texts texts) {
        Set<Long> found = new LinkedHashSet<>();
        for (Texts.Written written : texts.written()) {
            Optional<BlindWords.Of> own = blind.writtenBy(written.text().subject());
            own.ifPresent(key -> vault.open(written.text()).map(Words::of).orElse(Set.of()).stream()
                    .limit(MOST_WORDS)
                    .forEach(word -> found.add(key.word(word))));
        }
        for (String text : texts.clear()) {
            for (String word : Words.of(text)) {
                if (found.size() >= MOST_WORDS) {
                    return found;
                }
                found.add(words.get(word, Key::word));
            }
        }
        return found;
    }

    private static Map<IndexedEvent.Name, String> names(DomainEvent event) {
        Map<IndexedEvent.Name, String> names = new HashMap<>();
        switch (event) {
            case RegisteredModelEvent.Created e ->
                names.put(model(e.name()), e.model().value());
            case RegisteredModelEvent.Imported e ->
                names.put(model(e.name()), e.model().value());
            case RegisteredModelEvent.Renamed e ->
                names.put(model(e.to()), e.model().value());
            case ExperimentEvent.Created e ->
                names.put(experiment(e.name()), e.experiment().value());
            case ExperimentEvent.Imported e ->
                names.put(experiment(e.name()), e.experiment().value());
            case ExperimentEvent.Renamed e ->
                names.put(experiment(e.to()), e.experiment().value());
            default -> {
                // gives no name by which anybody asks
            }
        }
        return names;
    }

    private static IndexedEvent.Name model(String name) {
        return new IndexedEvent.Name("model", name);
    }

    private static IndexedEvent.Name experiment(String name) {
        return new IndexedEvent.Name("experiment", name);
    }
}
