package io.countersign.policy;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who has to approve: so many of each of several groups. One person counts for one place only. */
public sealed interface Quorum {

    /** Every way in which it can be met, as how many of which group. */
    List<SortedMap<String, Integer>> ways();

    /** @param count from 1 */
    record Of(String group, int count) implements Quorum {

        @Override
        public List<SortedMap<String, Integer>> ways() {
            return List.of(new TreeMap<>(Map.of(group, count)));
        }
    }

    /** Each part has people of its own. */
    record All(List<Quorum> parts) implements Quorum {

        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public List<SortedMap<String, Integer>> ways() {
            return parts.stream().map(Quorum::ways).reduce(List.of(new TreeMap<>()), (before, more) -> before.stream()
                    .flatMap(way -> more.stream().map(other -> both(way, other)))
                    .toList());
        }

        private static SortedMap<String, Integer> both(Map<String, Integer> one, Map<String, Integer> other) {
            SortedMap<String, Integer> both = new TreeMap<>(one);
            other.forEach((group, count) -> both.merge(group, count, Integer::sum));
            return both;
        }
    }

    record Any(List<Quorum> parts) implements Quorum {

        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public List<SortedMap<String, Integer>> ways() {
            return parts.stream()
                    .flatMap(part -> part.ways().stream())
                    .distinct()
                    .toList();
        }
    }

    /** The groups that it names, in no order. */
    default Stream<String> groups() {
        return ways().stream().flatMap(way -> way.keySet().stream()).distinct();
    }
}
