package io.countersign.lineage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks the graph what rests on what. Safe for many threads. */
public final class LineageQueries {

    /** Events that were under way when later ones were seen come into gaps before these. */
    private static final int GAPS = 2_000;

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
     * All that rests on a thing and that somebody relies on, however much that is.
     *
     * @param at a place in the log; null for now
     */
    public Impact impact(LineageNode thing, @Nullable Long at) {
        return new ImpactWalk(new EdgeReader(jdbc, at)).from(thing.key());
    }

    /** Another text once anything was added to the graph, be it at an earlier place than what was there before. */
    public String state() {
        return String.valueOf(jdbc.queryForObject("""
                select last || ' ' || (select count(*) from lineage_edges where since > last - %d)
                from (select coalesce(max(since), 0) as last from lineage_edges) latest""".formatted(GAPS), String.class));
    }

    /**
     * Whether there is such a thing: by itself, or because something else speaks of it.
     *
     * @param at a place in the log; null for now
     */
    public boolean knows(LineageNode node, @Nullable Long at) {
        return new EdgeReader(jdbc, at).knows(node.key())
                || !node.onlySpokenOf()
                        && nodes.of(List.of(node.key())).get(node.key()) instanceof NodeView view
                        && view.there();
    }

    /** In the order of their keys. */
    public Map<String, NodeView> named(Collection<String> keys) {
        return nodes.of(keys);
    }
}
