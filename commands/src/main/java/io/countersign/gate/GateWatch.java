package io.countersign.gate;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Knows what was said last of each version of one model in each place where it serves. */
@SuppressWarnings("NullAway.Init") // filled by the first event
@Revision("1")
public class GateWatch {

    @AggregateIdentifier
    private String stream;

    private final SortedMap<String, Said> last = new TreeMap<>();

    GateWatch() {}

    private record Said(GateVerdict verdict, List<String> reasons) {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(GateCommand.Observe command) {
        Said before = last.get(key(command.place(), command.version()));
        Said now = new Said(command.verdict(), command.reasons());
        if (command.there() ? !now.equals(before) : before != null) {
            apply(new GateEvent.AnswerChanged(
                    command.model(),
                    command.version(),
                    command.place(),
                    verdict(before),
                    command.verdict(),
                    command.reasons(),
                    command.restsOn()));
        }
    }

    private static @Nullable GateVerdict verdict(@Nullable Said said) {
        return said == null ? null : said.verdict();
    }

    @EventSourcingHandler
    void on(GateEvent.AnswerChanged event) {
        stream = "gate/" + event.model();
        String key = key(event.place(), event.version());
        if (event.restsOn().isEmpty()) {
            last.remove(key);
        } else {
            last.put(key, new Said(event.now(), event.reasons()));
        }
    }

    private static String key(String place, int version) {
        return place + "/" + version;
    }
}
