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

    /** How many {@link #ways()} there are at most; no more than {@link Long#MAX_VALUE}. */
    long alternatives();

    /** How many people the way takes that takes most. */
    int people();

    /** The groups that it names, in no order. */
    Stream<String> groups();

    /** @param count from 1 */
    record Of(String group, int count) implements Quorum {

        @Override
        public List<SortedMap<String, Integer>> ways() {
            return List.of(new TreeMap<>(Map.of(group, count)));
        }

        @Override
        public long alternatives() {
            return 1;
        }

        @Override
        public int people() {
            return count;
        }

        @Override
        public Stream<String> groups() {
            return Stream.of(group);
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

        @Override
        public long alternatives() {
            return parts.stream().mapToLong(Quorum::alternatives).reduce(1, All::product);
        }

        private static long product(long one, long other) {
            return Math.multiplyHigh(one, other) == 0 && one * other >= 0 ? one * other : Long.MAX_VALUE;
        }

        @Override
        public int people() {
            return parts.stream().mapToInt(Quorum::people).sum();
        }

        @Override
        public Stream<String> groups() {
            return parts.stream().flatMap(Quorum::groups).distinct();
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

        @Override
        public long alternatives() {
            return parts.stream().mapToLong(Quorum::alternatives).reduce(0, Any::sum);
        }

        private static long sum(long one, long other) {
            return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
        }

        @Override
        public int people() {
            return parts.stream().mapToInt(Quorum::people).max().orElse(0);
        }

        @Override
        public Stream<String> groups() {
            return parts.stream().flatMap(Quorum::groups).distinct();
        }
    }
}
