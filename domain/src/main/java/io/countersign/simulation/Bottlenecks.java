package io.countersign.simulation;

import io.countersign.identity.SubjectId;
import io.countersign.simulation.Report.Bottleneck;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whose approvals decisions would have waited for, and how long that takes as a rule. Not for several threads. */
final class Bottlenecks {

    private static final Spread NEVER_SEEN = new Durations().spread();

    private final Map<String, Durations> took = new HashMap<>();
    private final Map<String, Group> groups = new HashMap<>();

    private static final class Group {
        private int decisions;
        private int approvals;
        private int nobody;
        private final Map<SubjectId, Integer> people = new HashMap<>();
    }

    void approved(Set<String> by, Duration after) {
        by.forEach(group -> took.computeIfAbsent(group, key -> new Durations()).add(after));
    }

    void add(Judgement judgement) {
        judgement.missing().forEach((name, count) -> {
            Group group = groups.computeIfAbsent(name, key -> new Group());
            Set<SubjectId> able = judgement.able().getOrDefault(name, Set.of());
            group.decisions++;
            group.approvals += count;
            group.nobody += able.isEmpty() ? 1 : 0;
            able.forEach(person -> group.people.merge(person, 1, Integer::sum));
        });
    }

    /** Those for whom most decisions wait first. */
    List<Bottleneck> all(Map<String, Spread> usual) {
        return groups.entrySet().stream()
                .map(entry -> bottleneck(entry.getKey(), entry.getValue(), usual))
                .sorted(Comparator.comparing(Bottleneck::decisions).reversed().thenComparing(Bottleneck::group))
                .toList();
    }

    private static Bottleneck bottleneck(String name, Group group, Map<String, Spread> usual) {
        return new Bottleneck(
                name,
                group.decisions,
                group.approvals,
                group.nobody,
                mostFirst(group.people),
                usual.getOrDefault(name, NEVER_SEEN));
    }

    private static Map<SubjectId, Integer> mostFirst(Map<SubjectId, Integer> people) {
        Map<SubjectId, Integer> ordered = new LinkedHashMap<>();
        people.entrySet().stream()
                .sorted(Map.Entry.<SubjectId, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().value()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    /** How long approvals take, by group. */
    Map<String, Spread> usual() {
        return took.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .spread()));
    }

    /**
     * How much longer a decision would have waited for the last of its missing approvals, had they come as late as usual.
     *
     * @param waited how long it did
     * @return empty where of one of the groups no approval was ever seen
     */
    static Optional<Duration> estimate(
            Set<String> missing, Duration waited, Map<String, Spread> usual, Function<Spread, Duration> late) {
        return usual.keySet().containsAll(missing)
                ? missing.stream()
                        .map(group -> late.apply(usual.get(group)).minus(waited))
                        .map(more -> more.isNegative() ? Duration.ZERO : more)
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }
}
