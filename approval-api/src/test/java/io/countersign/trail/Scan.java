package io.countersign.trail;

import io.countersign.assembly.InProcessServer;
import io.countersign.event.DomainEvent;
import io.countersign.event.EventMetadata;
import io.countersign.privacy.PersonVault;
import io.countersign.privacy.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What passes a filter, found out by looking at each event of the log, with no index. */
final class Scan {

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Set<String>> models = new HashMap<>();
    private final Map<String, Set<String>> experiments = new HashMap<>();

    /** An event, and what a filter asks of it. */
    record Line(
            long position,
            Instant at,
            String type,
            String actor,
            String correlation,
            Concerns concerns,
            String experiment,
            Set<String> words) {}

    static Scan of(InProcessServer server) {
        Scan scan = new Scan();
        Vault vault = new PersonVault(server.part(JdbcClient.class)); // which remembers nobody who was erased
        Map<String, String> owners = new HashMap<>();
        server.sql()
                .query(
                        "select " + Stored.COLUMNS + " from log.domain_event_entry order by global_index",
                        (row, number) -> Stored.read(row))
                .forEach(stored -> scan.lines.add(scan.line(stored, owners, vault)));
        return scan;
    }

    List<Line> lines() {
        return lines;
    }

    private Line line(Stored stored, Map<String, String> owners, Vault vault) {
        DomainEvent event = stored.event();
        Concerns concerns = Concerns.of(event);
        JsonNode metadata =
                JsonMapper.shared().readTree(stored.entry().getMetaData().getData());
        String stream = stored.entry().getAggregateIdentifier();
        if (concerns.experiment() != null) {
            owners.put(stream, concerns.experiment().value());
        }
        Settings.of(event).stream().filter(one -> one.field().equals("name")).forEach(one -> remember(one));
        Texts texts = Texts.of(stored.type(), stored.payload());
        Set<String> words = new HashSet<>();
        texts.clear().forEach(text -> words.addAll(Words.of(text)));
        texts.written().forEach(text -> vault.open(text.text()).ifPresent(open -> words.addAll(Words.of(open))));
        return new Line(
                stored.position(),
                stored.entry().getTimestamp(),
                stored.type(),
                concerns.by() == null
                        ? metadata.path(EventMetadata.ACTOR).asString("system")
                        : concerns.by().value(),
                metadata.path(EventMetadata.CORRELATION).asString(""),
                concerns,
                stream.startsWith("permissions") && concerns.experiment() != null
                        ? concerns.experiment().value()
                        : owners.getOrDefault(stream, ""),
                words);
    }

    private void remember(Setting name) {
        if (name.after() instanceof Setting.Value.Plain plain) {
            String id = name.object().substring(name.object().indexOf('/') + 1);
            Map<String, Set<String>> names = name.object().startsWith("model/")
                    ? models
                    : name.object().startsWith("experiment/") ? experiments : new HashMap<>();
            names.computeIfAbsent(plain.text(), some -> new HashSet<>()).add(id);
        }
    }

    /** Newest first. */
    List<Long> positions(TrailFilter filter) {
        return lines.stream()
                .filter(line -> passes(line, filter))
                .map(Line::position)
                .toList()
                .reversed();
    }

    private boolean passes(Line line, TrailFilter filter) {
        return (filter.actors() == null || filter.actors().contains(line.actor()))
                && (filter.types() == null || filter.types().contains(line.type()))
                && (filter.from() == null || !line.at().isBefore(filter.from()))
                && (filter.to() == null || line.at().isBefore(filter.to()))
                && (filter.correlation() == null || filter.correlation().equals(line.correlation()))
                && (filter.run() == null
                        || line.concerns().run() != null
                                && filter.run().equals(line.concerns().run().value()))
                && (filter.experiment() == null
                        || known(experiments, filter.experiment()).contains(line.experiment()))
                && isOfModel(line, filter)
                && line.words().containsAll(filter.words());
    }

    private static Set<String> known(Map<String, Set<String>> names, String name) {
        Set<String> ids = new HashSet<>(names.getOrDefault(name, Set.of()));
        ids.add(name);
        return ids;
    }

    private boolean isOfModel(Line line, TrailFilter filter) {
        return filter.model() == null
                || Stream.of(line.concerns())
                        .filter(concerns -> concerns.models().stream()
                                .anyMatch(model -> known(models, filter.model()).contains(model.value())))
                        .anyMatch(concerns ->
                                filter.version() == null || concerns.versions().contains(filter.version()));
    }
}
