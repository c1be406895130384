package io.countersign.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that were sent, each under a mark of its own that its events show, and what became of them. */
final class Ledger {

    private final Queue<Command> commands = new ConcurrentLinkedQueue<>();

    /** @param words of the answer, when it was none in the 2xx range */
    record Command(String mark, Outcome outcome, String words) {}

    void note(String mark, Outcome outcome, String words) {
        commands.add(new Command(mark, outcome, words));
    }

    long count(Outcome outcome) {
        return commands.stream().filter(command -> command.outcome() == outcome).count();
    }

    /** How often each thing was said to those whose command had this outcome. */
    Map<String, Long> wordsFor(Outcome outcome) {
        return commands.stream()
                .filter(command -> command.outcome() == outcome)
                .collect(Collectors.groupingBy(Command::words, Collectors.counting()));
    }

    /** The commands of which the log has more events, or fewer, than their senders were led to believe. */
    List<String> unlike(Map<String, List<String>> eventsByMark) {
        List<String> unlike = new ArrayList<>();
        for (Command command : commands) {
            List<String> events = eventsByMark.getOrDefault(command.mark(), List.of());
            if (!command.outcome().allows(events.size())) {
                unlike.add(command + " has the events " + events);
            }
        }
        return unlike;
    }

    /** The figures, with what stands before the first colon of what was said. */
    @Override
    public String toString() {
        return Stream.of(Outcome.values())
                .map(outcome -> outcome.name().toLowerCase(Locale.ROOT) + " " + count(outcome) + kindsOf(outcome))
                .collect(Collectors.joining(", "));
    }

    private String kindsOf(Outcome outcome) {
        Map<String, Long> kinds = commands.stream()
                .filter(command ->
                        command.outcome() == outcome && !command.words().isEmpty())
                .collect(Collectors.groupingBy(
                        command -> command.words().split(": ", 2)[0], TreeMap::new, Collectors.counting()));
        return kinds.isEmpty() ? "" : " " + kinds;
    }
}
