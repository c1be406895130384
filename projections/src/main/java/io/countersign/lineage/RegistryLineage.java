package io.countersign.lineage;

import io.countersign.modelversion.Manifest;
import io.countersign.modelversion.ModelVersionEvent;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelEvent;
import io.countersign.registeredmodel.Stage;
import io.countersign.run.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what versions rest on, and where they stand. */
public final class RegistryLineage {

    private static final Relation[] OF_A_LIVING_VERSION = {
        Relation.STAGE, Relation.ALIAS, Relation.REQUEST, Relation.APPROVAL
    };

    private final JdbcTemplate jdbc;

    public RegistryLineage(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RegisteredModelEvent event, EventMessage<?> message) {
        EdgeRows rows = new EdgeRows(jdbc, message);
        switch (event) {
            case RegisteredModelEvent.VersionCreated e ->
                rows.begin(origin(e.model(), e.version(), e.source(), e.run(), e.loggedModelId()));
            case RegisteredModelEvent.VersionImported e -> rows.begin(imported(e));
            case RegisteredModelEvent.TransitionApproved e -> move(rows, e.model(), e.version(), e.to(), e.archived());
            case RegisteredModelEvent.StageChanged e -> move(rows, e.model(), e.version(), e.to(), e.archived());
            case RegisteredModelEvent.AliasSet e -> {
                Edge alias = alias(e.model(), e.version(), e.alias());
                rows.endToOthers(alias);
                rows.begin(List.of(alias));
            }
            case RegisteredModelEvent.AliasDeleted e ->
                rows.endTo(LineageNode.alias(e.model(), e.alias()), Relation.ALIAS);
            case RegisteredModelEvent.VersionDeleted e -> {
                LineageNode version = LineageNode.version(e.model(), e.version());
                rows.endTo(version, Relation.VERSION);
                rows.endFrom(version, OF_A_LIVING_VERSION);
            }
            case RegisteredModelEvent.Deleted e -> rows.endModel(LineageNode.model(e.model()), OF_A_LIVING_VERSION);
            default -> {} // requests are the matter of RequestLineage; nothing else says what rests on what
        }
    }

    @EventHandler
    void on(ModelVersionEvent.ArtifactsVerified event, EventMessage<?> message) {
        LineageNode version = LineageNode.version(event.version());
        Map<String, Edge> byDigest = new LinkedHashMap<>();
        for (Manifest.File file : event.files()) {
            LineageNode artifact = LineageNode.artifact(file.sha256());
            byDigest.putIfAbsent(
                    file.sha256(), new Edge(artifact, version, Relation.FILE, Map.of("path", file.path())));
        }
        EdgeRows rows = new EdgeRows(jdbc, message);
        rows.endTo(version, Relation.FILE);
        rows.begin(List.copyOf(byDigest.values()));
    }

    private void move(EdgeRows rows, ModelId model, int version, Stage to, List<Integer> archived) {
        rows.endFrom(LineageNode.version(model, version), Relation.STAGE);
        archived.forEach(other -> rows.endFrom(LineageNode.version(model, other), Relation.STAGE));
        if (to.isActive()) {
            rows.begin(List.of(stage(model, version, to)));
        }
    }

    private List<Edge> imported(RegisteredModelEvent.VersionImported e) {
        List<Edge> edges = origin(e.model(), e.version(), e.source(), e.run(), e.loggedModelId());
        if (e.stage().isActive()) {
            edges.add(stage(e.model(), e.version(), e.stage()));
        }
        e.aliases().forEach(alias -> edges.add(alias(e.model(), e.version(), alias)));
        return edges;
    }

    private List<Edge> origin(
            ModelId model, int number, String source, @Nullable RunId run, @Nullable String loggedModel) {
        LineageNode version = LineageNode.version(model, number);
        List<Edge> edges = new ArrayList<>();
        edges.add(new Edge(LineageNode.model(model), version, Relation.VERSION));
        if (run != null) {
            edges.add(new Edge(LineageNode.run(run), version, Relation.REGISTERED));
        }
        if (loggedModel != null) {
            edges.add(new Edge(LineageNode.loggedModel(loggedModel), version, Relation.REGISTERED));
        }
        new CopiedVersions(jdbc)
                .original(source)
                .ifPresent(original -> edges.add(new Edge(original, version, Relation.COPY)));
        return edges;
    }

    private static Edge stage(ModelId model, int version, Stage stage) {
        return new Edge(LineageNode.version(model, version), LineageNode.stage(model, stage.label()), Relation.STAGE);
    }

    private static Edge alias(ModelId model, int version, String alias) {
        return new Edge(LineageNode.version(model, version), LineageNode.alias(model, alias), Relation.ALIAS);
    }
}
