package io.countersign.lineage;

import io.countersign.loggedmodel.LoggedModelEvent;
import io.countersign.run.DatasetInput;
import io.countersign.run.RunEvent;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what runs and logged models rest on. Batches of metrics say nothing of it and cost nothing here. */
public final class TrackingLineage {

    /** What is longer is no hash and no id. */
    private static final int LONGEST = 256;

    private static final Map<String, Relation> BY_TAG = Map.of(
            "mlflow.parentRunId", Relation.PARENT,
            "mlflow.source.git.commit", Relation.CODE,
            "mlflow.databricks.gitRepoCommit", Relation.GIT_FOLDER);

    private static final List<String> REPOSITORY =
            List.of("mlflow.source.git.repoURL", "mlflow.gitRepoURL", "mlflow.databricks.gitRepoUrl");

    private final JdbcTemplate jdbc;

    public TrackingLineage(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(RunEvent event, EventMessage<?> message) {
        switch (event) {
            case RunEvent.Started e -> rows(message).begin(named(e.run(), e.tags()));
            case RunEvent.Imported e -> rows(message).begin(named(e.run(), e.tags()));
            case RunEvent.BatchLogged e -> replace(e.run(), e.tags(), message);
            case RunEvent.DataImported e -> replace(e.run(), e.tags(), message);
            case RunEvent.TagDeleted e -> {
                if (BY_TAG.containsKey(e.key())) {
                    rows(message).endTo(LineageNode.run(e.run()), BY_TAG.get(e.key()));
                }
            }
            case RunEvent.InputsLogged e -> rows(message).begin(inputs(e));
            case RunEvent.OutputsLogged e ->
                rows(message)
                        .begin(e.models().stream()
                                .map(model -> new Edge(
                                        LineageNode.run(e.run()),
                                        LineageNode.loggedModel(model.modelId()),
                                        Relation.OUTPUT))
                                .toList());
            default -> {} // nothing else says what it rests on
        }
    }

    @EventHandler
    void on(LoggedModelEvent.Created event, EventMessage<?> message) {
        if (event.sourceRun() != null) {
            rows(message)
                    .begin(List.of(new Edge(
                            LineageNode.run(event.sourceRun()),
                            LineageNode.loggedModel(event.model().value()),
                            Relation.SOURCE)));
        }
    }

    private EdgeRows rows(EventMessage<?> message) {
        return new EdgeRows(jdbc, message);
    }

    private static List<Edge> inputs(RunEvent.InputsLogged event) {
        LineageNode run = LineageNode.run(event.run());
        Stream<Edge> datasets = event.datasets().stream()
                .map(dataset -> new Edge(
                        LineageNode.dataset(dataset.name(), dataset.digest()), run, Relation.INPUT, use(dataset)));
        Stream<Edge> models =
                event.models().stream().map(model -> new Edge(LineageNode.loggedModel(model), run, Relation.INPUT));
        return Stream.concat(datasets, models).toList();
    }

    private static Map<String, String> use(DatasetInput dataset) {
        return dataset.tags().stream()
                .filter(tag -> tag.key().equals(DatasetInput.CONTEXT_TAG) && tag.value() != null)
                .findFirst()
                .map(tag -> Map.of("context", Objects.requireNonNull(tag.value())))
                .orElse(Map.of());
    }

    /** A run's tags may be set anew, each to another value. */
    private void replace(RunId run, List<Tag> tags, EventMessage<?> message) {
        List<Edge> named = named(run, tags);
        if (!named.isEmpty()) {
            EdgeRows rows = rows(message);
            named.forEach(rows::endToOthers);
            rows.begin(named);
        }
    }

    /** What the tags name that it rests on; the last of each key. */
    private static List<Edge> named(RunId run, List<Tag> tags) {
        Map<String, Edge> edges = new LinkedHashMap<>();
        for (Tag tag : tags) {
            Relation relation = BY_TAG.get(tag.key());
            String value = tag.value();
            if (relation != null && value != null && !value.isBlank() && value.length() <= LONGEST) {
                edges.put(tag.key(), edge(run, relation, value, tags));
            }
        }
        return List.copyOf(edges.values());
    }

    private static Edge edge(RunId run, Relation relation, String value, List<Tag> tags) {
        if (relation == Relation.PARENT) {
            return new Edge(LineageNode.run(value), LineageNode.run(run), relation);
        }
        String repository = repository(tags);
        return new Edge(
                LineageNode.commit(value),
                LineageNode.run(run),
                relation,
                repository == null ? Map.of() : Map.of("repository", repository));
    }

    private static @Nullable String repository(List<Tag> tags) {
        return tags.stream()
                .filter(tag -> REPOSITORY.contains(tag.key()) && tag.value() != null)
                .map(Tag::value)
                .findFirst()
                .orElse(null);
    }
}
