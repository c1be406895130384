package io.countersign.policy;

import io.countersign.identity.SubjectId;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Unmodifiable copies in order: what is stored in the log must not depend on how a map happens to be walked. */
final class Ordered {

    private static final Comparator<SubjectId> BY_ID = Comparator.comparing(SubjectId::value);

    private Ordered() {}

    static <K extends Comparable<K>, V> SortedMap<K, V> map(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    static <T extends Comparable<T>> SortedSet<T> set(Collection<T> set) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(set));
    }

    static <V> SortedMap<SubjectId, V> byPerson(Map<SubjectId, V> map) {
        SortedMap<SubjectId, V> ordered = new TreeMap<>(BY_ID);
        ordered.putAll(map);
        return Collections.unmodifiableSortedMap(ordered);
    }

    static SortedSet<SubjectId> people(Collection<SubjectId> people) {
        SortedSet<SubjectId> ordered = new TreeSet<>(BY_ID);
        ordered.addAll(people);
        return Collections.unmodifiableSortedSet(ordered);
    }
}
