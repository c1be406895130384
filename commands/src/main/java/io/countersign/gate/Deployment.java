package io.countersign.gate;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;

/** Knows what one deployment was told last of each version of one model in each place, so that a poll is no news. */
@SuppressWarnings("NullAway.Init") // filled by the first event
@Revision("1")
public class Deployment {

    @AggregateIdentifier
    private String stream;

    private final SortedMap<String, SortedMap<Integer, Said>> told = new TreeMap<>();

    Deployment() {}

    private record Said(GateVerdict verdict, List<String> reasons) {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(GateCommand.Tell command) {
        SortedMap<Integer, Said> there = told.getOrDefault(command.place(), new TreeMap<>());
        Said now = command.there() ? new Said(command.verdict(), command.reasons()) : null;
        List<Integer> left = command.named()
                ? List.of()
                : there.keySet().stream()
                        .filter(version -> version != command.version())
                        .toList();
        if (!Objects.equals(there.get(command.version()), now) || !left.isEmpty()) {
            apply(new GateEvent.DeploymentAnswered(
                    command.model(),
                    command.deployment(),
                    command.version(),
                    command.place(),
                    command.verdict(),
                    command.reasons(),
                    command.there() ? left : plus(left, command.version())));
        }
    }

    private static List<Integer> plus(List<Integer> versions, int version) {
        return Stream.concat(versions.stream(), Stream.of(version)).toList();
    }

    @EventSourcingHandler
    void on(GateEvent.DeploymentAnswered event) {
        stream = "gate/" + event.model() + "/" + event.deployment();
        SortedMap<Integer, Said> there = told.computeIfAbsent(event.place(), place -> new TreeMap<>());
        there.put(event.version(), new Said(event.answer(), event.reasons()));
        there.keySet().removeAll(event.left());
    }
}
