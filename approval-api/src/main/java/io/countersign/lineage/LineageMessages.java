package io.countersign.lineage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered about the graph. */
final class LineageMessages {

    private LineageMessages() {}

    /**
     * A thing.
     *
     * @param key kind and id, by which edges and paths name it
     * @param label by which people know it now
     * @param gone true for what is there no longer
     */
    record Thing(
            String key,
            String kind,
            String id,
            String label,
            Map<String, String> attributes,
            @Nullable Boolean gone) {

        static Thing of(NodeView view) {
            return new Thing(
                    view.node().key(),
                    view.node().kind().label(),
                    view.node().id(),
                    view.label(),
                    view.attributes(),
                    view.there() ? null : true);
        }
    }

    /** @param depth how many steps it is away from the one that was asked for */
    record Node(
            String key,
            String kind,
            String id,
            String label,
            Map<String, String> attributes,
            @Nullable Boolean gone,
            int depth) {

        static Node of(NodeView view, int depth) {
            Thing thing = Thing.of(view);
            return new Node(
                    thing.key(), thing.kind(), thing.id(), thing.label(), thing.attributes(), thing.gone(), depth);
        }
    }

    /**
     * @param source what the other rests on
     * @param target what rests on it
     */
    record Edge(String source, String target, String relation, Map<String, String> detail, Since since) {

        static Edge of(EdgeView edge) {
            return new Edge(
                    edge.source(),
                    edge.target(),
                    edge.relation(),
                    edge.detail(),
                    new Since(edge.sinceEvent(), Instant.ofEpochMilli(edge.sinceAt()), edge.since()));
        }
    }

    /**
     * The event that says so.
     *
     * @param index its place in the log
     */
    record Since(String eventId, Instant time, long index) {}

    /**
     * @param asOf the place in the log up to which events count; null for now
     * @param truncated null when this is all
     */
    record GraphMessage(
            Thing of,
            @Nullable Long asOf,
            List<Node> nodes,
            List<Edge> edges,
            @Nullable Truncated truncated) {}

    /**
     * Why there is more than what is told.
     *
     * @param by {@code depth} or {@code limit}
     * @param completeToDepth up to how many steps nothing is missing
     * @param says a sentence
     */
    record Truncated(String by, int completeToDepth, String says) {

        static @Nullable Truncated of(Graph.@Nullable Cut cut, int depth, int limit) {
            if (cut == null) {
                return null;
            }
            return switch (cut.by()) {
                case DEPTH -> new Truncated("depth", cut.depth(), "More lies further than " + depth + " steps away.");
                case NODES ->
                    new Truncated(
                            "limit",
                            cut.depth(),
                            "There is more than the " + limit + " things that were asked for; nothing is missing up to "
                                    + cut.depth() + " steps away.");
            };
        }
    }

    static GraphMessage graph(
            LineageNode of, Graph graph, Map<String, NodeView> named, @Nullable Long asOf, int depth, int limit) {
        List<Node> nodes = named.values().stream()
                .map(view ->
                        Node.of(view, graph.depths().getOrDefault(view.node().key(), 0)))
                .toList();
        NodeView root = named.get(of.key());
        return new GraphMessage(
                Thing.of(root == null ? new NodeView(of, of.id(), Map.of(), true) : root),
                asOf,
                nodes,
                graph.edges().stream().map(Edge::of).toList(),
                Truncated.of(graph.cut(), depth, limit));
    }
}
