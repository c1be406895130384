package io.countersign.lineage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks the graph what rests on what. Safe for many threads. */
public final class LineageQueries {

    private final JdbcTemplate jdbc;
    private final NodeQueries nodes;

    public LineageQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.nodes = new NodeQueries(jdbc);
    }

    /**
     * @param depth how many steps at most
     * @param most so many things at most
     * @param at a place in the log; null for now
     */
    public Graph around(LineageNode start, Direction direction, int depth, int most, @Nullable Long at) {
        return new Walk(new EdgeReader(jdbc, at), depth, most).from(start.key(), direction);
    }

    /**
     * Whether there is such a thing: by itself, or because something else speaks of it.
     *
     * @param at a place in the log; null for now
     */
    public boolean knows(LineageNode node, @Nullable Long at) {
        return new EdgeReader(jdbc, at).knows(node.key())
                || !node.isOnlySpokenOf()
                        && nodes.of(List.of(node.key())).get(node.key()) instanceof NodeView view
                        && view.there();
    }

    /** In the order of their keys. */
    public Map<String, NodeView> named(Collection<String> keys) {
        return nodes.of(keys);
    }
}
