package io.countersign.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes through the graph from one thing, step by step and breadth first, past each thing once. */
final class Walk {

    /** Between so many things there are seldom more. */
    private static final int EDGES_PER_NODE = 5;

    private final EdgeReader reader;
    private final int deepest;
    private final int most;
    private final Map<String, Integer> depths = new LinkedHashMap<>();
    private final Map<Long, Map<String, EdgeView>> edges = new LinkedHashMap<>();
    private Graph.@Nullable Cut cut;

    Walk(EdgeReader reader, int deepest, int most) {
        this.reader = reader;
        this.deepest = deepest;
        this.most = most;
    }

    Graph from(String start, Direction direction) {
        depths.put(start, 0);
        if (direction != Direction.DOWN) {
            go(start, false);
        }
        if (direction != Direction.UP) {
            go(start, true);
        }
        List<EdgeView> all =
                edges.values().stream().flatMap(each -> each.values().stream()).toList();
        return new Graph(depths, all, cut);
    }

    private void go(String start, boolean down) {
        List<String> frontier = List.of(start);
        for (int depth = 1; depth <= deepest && !frontier.isEmpty(); depth++) {
            frontier = step(frontier, down, depth);
        }
        if (!frontier.isEmpty() && reader.leadsOn(frontier, down, depths.keySet())) {
            cutAt(Graph.By.DEPTH, deepest);
        }
    }

    private List<String> step(List<String> frontier, boolean down, int depth) {
        int mostEdges = most * EDGES_PER_NODE;
        List<EdgeView> found = reader.from(frontier, down, mostEdges + 1);
        if (found.size() > mostEdges) {
            cutAt(Graph.By.NODES, depth - 1);
        }
        List<String> next = new ArrayList<>();
        for (EdgeView edge : found) {
            String other = edge.other(down);
            if (depths.containsKey(other) || depths.size() < most) {
                if (depths.putIfAbsent(other, depth) == null) {
                    next.add(other);
                }
                edges.computeIfAbsent(edge.since(), since -> new LinkedHashMap<>())
                        .put(edge.source() + " " + edge.relation() + " " + edge.target(), edge);
            } else {
                cutAt(Graph.By.NODES, depth - 1);
            }
        }
        return next;
    }

    private void cutAt(Graph.By by, int depth) {
        if (cut == null || depth < cut.depth()) {
            cut = new Graph.Cut(by, depth);
        }
    }
}
