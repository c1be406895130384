package io.countersign.lineage;

import io.countersign.gate.GateEvent;
import io.countersign.gate.GateVerdict;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes which deployments rest on a version: those that were told that it may serve. One that is told otherwise later may be
 * serving it still, until it does not ask for it any more or hears that it is not there.
 */
public final class DeploymentLineage {

    private final JdbcTemplate jdbc;

    public DeploymentLineage(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(GateEvent.DeploymentAnswered event, EventMessage<?> message) {
        EdgeRows rows = new EdgeRows(jdbc, message);
        LineageNode deployment = LineageNode.deployment(event.deployment());
        event.left()
                .forEach(version -> rows.endIn(event.place(), LineageNode.version(event.model(), version), deployment));
        if (event.answer() != GateVerdict.DENY) {
            rows.begin(List.of(new Edge(
                    LineageNode.version(event.model(), event.version()),
                    deployment,
                    Relation.DEPLOYMENT,
                    Map.of("place", event.place()))));
        }
    }
}
