package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a quorum is met by those who approved: the way that misses fewest, with each person in one place at most. The
 * places are filled by a maximum matching, so that nobody is missed because of who was counted first.
 *
 * @param filled who counts for which group
 * @param missing how many of which group; empty when it is met
 */
public record Tally(Map<SubjectId, String> filled, SortedMap<String, Integer> missing) {

    public Tally {
        filled = Map.copyOf(filled);
        missing = Collections.unmodifiableSortedMap(missing);
    }

    /** @param approvers with the groups that each is in now */
    public static Tally of(Quorum quorum, Map<SubjectId, Set<String>> approvers) {
        return quorum.ways().stream()
                .map(way -> new Matching(way, approvers).tally())
                .min(Comparator.comparingInt(Tally::shortfall))
                .orElseThrow(() -> new IllegalArgumentException("A quorum that cannot be met: " + quorum));
    }

    public boolean isMet() {
        return missing.isEmpty();
    }

    private int shortfall() {
        return missing.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Kuhn's algorithm, by augmenting paths: quorums are small. */
    private static final class Matching {

        private final Map<SubjectId, Set<String>> approvers;
        private final List<String> places = new ArrayList<>();
        private final List<@Nullable SubjectId> taken = new ArrayList<>();

        Matching(Map<String, Integer> way, Map<SubjectId, Set<String>> approvers) {
            this.approvers = approvers;
            way.forEach((group, count) -> places.addAll(Collections.nCopies(count, group)));
            taken.addAll(Collections.nCopies(places.size(), null));
        }

        Tally tally() {
            approvers.keySet().stream()
                    .sorted(Comparator.comparing(SubjectId::value))
                    .forEach(person -> place(person, new HashSet<>()));
            Map<SubjectId, String> filled = new TreeMap<>(Comparator.comparing(SubjectId::value));
            SortedMap<String, Integer> missing = new TreeMap<>();
            for (int i = 0; i < places.size(); i++) {
                SubjectId person = taken.get(i);
                if (person == null) {
                    missing.merge(places.get(i), 1, Integer::sum);
                } else {
                    filled.put(person, places.get(i));
                }
            }
            return new Tally(filled, missing);
        }

        private boolean place(SubjectId person, Set<Integer> tried) {
            for (int i = 0; i < places.size(); i++) {
                if (approvers.getOrDefault(person, Set.of()).contains(places.get(i)) && tried.add(i)) {
                    SubjectId before = taken.get(i);
                    if (before == null || place(before, tried)) {
                        taken.set(i, person);
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
