package io.countersign.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that rests on a thing and that somebody relies on: versions that are there, and the stages, aliases, requests, approvals
 * and deployments of these. Of those that are there by several ways the shortest is told.
 *
 * @param of key of the thing
 * @param affected their keys, the nearest first
 * @param cameFrom for each thing that was met the one from which it was reached
 */
public record Impact(String of, List<String> affected, Map<String, String> cameFrom) {

    /** The keys from the thing to one that is affected, both included. */
    public List<String> path(String key) {
        List<String> path = new ArrayList<>(List.of(key));
        while (!path.getFirst().equals(of)) {
            path.addFirst(cameFrom.getOrDefault(path.getFirst(), of));
        }
        return path;
    }

    /** Of the affected things those of one kind. */
    public List<LineageNode> ofKind(LineageKind kind) {
        String prefix = kind.label() + "/";
        return affected.stream()
                .filter(key -> key.startsWith(prefix))
                .map(LineageNode::ofKey)
                .toList();
    }
}
