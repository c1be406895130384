package io.countersign.lineage;

import io.countersign.views.ViewJson;
import java.util.Arrays;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes {@code lineage_edges}: what one event begins and what it ends, at its own place in the log. */
final class EdgeRows {

    private static final String PLACE = "(select global_index from log.domain_event_entry where event_identifier = ?)";

    private static final String END =
            "update lineage_edges set until = " + PLACE + ", until_event = ? where until is null and ";

    private final JdbcTemplate jdbc;
    private final EventMessage<?> event;

    EdgeRows(JdbcTemplate jdbc, EventMessage<?> event) {
        this.jdbc = jdbc;
        this.event = event;
    }

    /** All that the event begins: it is called once for each. */
    void begin(List<Edge> edges) {
        if (edges.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                insert into lineage_edges (source, target, relation, detail, since, place, since_event, since_at)
                select e.source, e.target, e.relation, e.detail::jsonb, i.global_index, e.place - 1, ?, ?
                from unnest(?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
                        as e (source, target, relation, detail, place),
                    (select global_index from log.domain_event_entry where event_identifier = ?) i
                where not exists (
                    select from lineage_edges known
                    where known.target = e.target and known.source = e.source and known.relation = e.relation
                        and known.detail ->> 'place' is not distinct from e.detail::jsonb ->> 'place'
                        and known.until is null)""",
                event.getIdentifier(),
                event.getTimestamp().toEpochMilli(),
                edges.stream().map(edge -> edge.source().key()).toArray(String[]::new),
                edges.stream().map(edge -> edge.target().key()).toArray(String[]::new),
                edges.stream().map(edge -> edge.relation().label()).toArray(String[]::new),
                edges.stream().map(edge -> ViewJson.write(edge.detail())).toArray(String[]::new),
                event.getIdentifier());
    }

    /** Whatever of that kind it rested on. */
    void endTo(LineageNode target, Relation relation) {
        end("target = ? and relation = ?", target.key(), relation.label());
    }

    /** What it rested on instead. */
    void endToOthers(Edge replacement) {
        end(
                "target = ? and relation = ? and source <> ?",
                replacement.target().key(),
                replacement.relation().label(),
                replacement.source().key());
    }

    /** Whatever of those kinds rested on it. */
    void endFrom(LineageNode source, Relation... relations) {
        end("source = ? and relation = any (?)", source.key(), labels(relations));
    }

    /** That a deployment takes a version from a place. */
    void endIn(String place, LineageNode version, LineageNode deployment) {
        end(
                "source = ? and target = ? and relation = 'deployment' and detail ->> 'place' = ?",
                version.key(),
                deployment.key(),
                place);
    }

    /** What is true only as long as a model is there. */
    void endModel(LineageNode model, Relation... relations) {
        end("""
                (source = ? and relation = 'version' or relation = any (?) and source in (
                    select target from lineage_edges where source = ? and relation = 'version'))""", model.key(), labels(relations), model.key());
    }

    /** @param by subject id of whoever gave it */
    void endApprovals(LineageNode version, String topic, String by) {
        end(
                "source = ? and relation = 'approval' and detail ->> 'topic' = ? and detail ->> 'by' = ?",
                version.key(),
                topic,
                by);
    }

    /** Unless a request for the same is open. */
    void endUnaskedApprovals(LineageNode version, String topic) {
        end("""
                source = ? and relation = 'approval' and detail ->> 'topic' = ? and not exists (
                    select from lineage_edges asked
                    where asked.source = lineage_edges.source and asked.relation = 'request' and asked.until is null
                        and asked.detail ->> 'topic' = lineage_edges.detail ->> 'topic')""", version.key(), topic);
    }

    private static String[] labels(Relation... relations) {
        return Arrays.stream(relations).map(Relation::label).toArray(String[]::new);
    }

    private void end(String which, Object... parameters) {
        Object[] all = new Object[parameters.length + 2];
        all[0] = event.getIdentifier();
        all[1] = event.getIdentifier();
        System.arraycopy(parameters, 0, all, 2, parameters.length);
        jdbc.update(END + which, all);
    }
}
