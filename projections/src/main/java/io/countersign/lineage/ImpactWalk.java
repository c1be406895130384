package io.countersign.lineage;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Goes down from one thing to all that rests on it, however far and however many. */
final class ImpactWalk {

    private static final String VERSION = LineageKind.MODEL_VERSION.label() + "/";

    /** What belongs to a version as long as that is there. */
    private static final Set<String> OF_VERSIONS = EnumSet.of(
                    LineageKind.STAGE,
                    LineageKind.ALIAS,
                    LineageKind.REQUEST,
                    LineageKind.APPROVAL,
                    LineageKind.DEPLOYMENT)
            .stream()
            .map(LineageKind::label)
            .collect(Collectors.toSet());

    private final EdgeReader reader;
    private final Map<String, String> cameFrom = new LinkedHashMap<>();
    /** What belongs to versions, each with all of these that were met. */
    private final Map<String, List<String>> owners = new LinkedHashMap<>();

    ImpactWalk(EdgeReader reader) {
        this.reader = reader;
    }

    Impact from(String start) {
        Set<String> met = new HashSet<>(Set.of(start));
        List<String> frontier = List.of(start);
        while (!frontier.isEmpty()) {
            List<String> next = new ArrayList<>();
            reader.each(frontier, true, (source, target, relation) -> {
                if (OF_VERSIONS.contains(relation)) {
                    owners.computeIfAbsent(target, key -> new ArrayList<>()).add(source);
                } else if (met.add(target)) {
                    cameFrom.put(target, source);
                    next.add(target);
                }
            });
            frontier = next;
        }
        return impact(start, met);
    }

    private Impact impact(String start, Set<String> met) {
        Set<String> there = reader.versionsThere(
                met.stream().filter(key -> key.startsWith(VERSION)).toList());
        Set<String> affected = new LinkedHashSet<>();
        if (there.contains(start)) {
            affected.add(start);
        }
        cameFrom.keySet().stream().filter(there::contains).forEach(affected::add);
        owners.forEach((key, versions) -> versions.stream()
                .filter(there::contains)
                .findFirst()
                .ifPresent(version -> {
                    cameFrom.put(key, version);
                    affected.add(key);
                }));
        return new Impact(start, List.copyOf(affected), cameFrom);
    }
}
