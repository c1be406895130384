package io.countersign.lineage;

import io.countersign.run.RunStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run in the words of <a href="https://openlineage.io/docs/spec/object-model">OpenLineage</a> 2-0-2: its start and, once it is
 * over, its end. An experiment is a job; logged models and model versions are datasets that the end of a run has as outputs.
 */
final class OpenLineage {

    private static final String SPEC = "https://openlineage.io/spec/";
    private static final String RUN_EVENT = SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent";
    private static final String PARENT = SPEC + "facets/1-0-1/ParentRunFacet.json#/$defs/ParentRunFacet";
    private static final String CODE =
            SPEC + "facets/1-0-1/SourceCodeLocationJobFacet.json#/$defs/SourceCodeLocationJobFacet";
    private static final String JOB_TYPE = SPEC + "facets/2-0-3/JobTypeJobFacet.json#/$defs/JobTypeJobFacet";
    private static final String VERSION =
            SPEC + "facets/1-0-0/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet";
    private static final String SOURCE =
            SPEC + "facets/1-0-1/DatasourceDatasetFacet.json#/$defs/DatasourceDatasetFacet";
    /** Facets that no schema of OpenLineage's own describes are what each facet is. */
    private static final String OWN = SPEC + "2-0-2/OpenLineage.json#/$defs/BaseFacet";

    private static final String NAMESPACE = "countersign";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SCP = Pattern.compile("([\\w.-]+@[\\w.-]+):(?!//)(.+)");

    private final String producer;

    /** @param producer a URI, for the installation */
    OpenLineage(String producer) {
        this.producer = producer;
    }

    List<Map<String, Object>> events(RunStory run) {
        List<Map<String, Object>> events = new ArrayList<>();
        events.add(event("START", first(run.startedAt(), run.endedAt()), run, List.of()));
        ending(run)
                .ifPresent(type -> events.add(event(type, first(run.endedAt(), run.startedAt()), run, outputs(run))));
        return events;
    }

    private static Optional<String> ending(RunStory run) {
        return switch (RunStatus.valueOf(run.status())) {
            case FINISHED -> Optional.of("COMPLETE");
            case FAILED -> Optional.of("FAIL");
            case KILLED -> Optional.of("ABORT");
            case RUNNING, SCHEDULED -> Optional.empty();
        };
    }

    /** Clients need not say when a run began or ended; an event has to say something. */
    private static Instant first(@Nullable Long wanted, @Nullable Long other) {
        Long known = wanted == null ? other : wanted;
        return Instant.ofEpochMilli(known == null ? 0 : known);
    }

    private Map<String, Object> event(String type, Instant time, RunStory run, List<Map<String, Object>> outputs) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventType", type);
        event.put("eventTime", time.toString());
        event.put("run", Map.of("runId", uuid(run.run()), "facets", runFacets(run)));
        event.put("job", job(run.job(), jobFacets(run)));
        event.put("inputs", inputs(run));
        event.put("outputs", outputs);
        event.put("producer", producer);
        event.put("schemaURL", RUN_EVENT);
        return event;
    }

    /** Of ids that came from elsewhere and are none, a name-based one. */
    private static String uuid(String run) {
        return HEX.matcher(run).matches()
                ? run.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")
                : UUID.nameUUIDFromBytes(run.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Map<String, Object> job(String name, Map<String, Object> facets) {
        return Map.of("namespace", NAMESPACE, "name", name, "facets", facets);
    }

    private Map<String, Object> runFacets(RunStory run) {
        Map<String, Object> facets = new LinkedHashMap<>();
        facets.put("countersign_run", facet(OWN, Map.of("runId", run.run(), "status", run.status())));
        if (run.parent() != null && run.parentJob() != null) {
            facets.put(
                    "parent",
                    facet(
                            PARENT,
                            Map.of(
                                    "run",
                                    Map.of("runId", uuid(run.parent())),
                                    "job",
                                    Map.of("namespace", NAMESPACE, "name", run.parentJob()))));
        }
        return facets;
    }

    private Map<String, Object> jobFacets(RunStory run) {
        Map<String, Object> facets = new LinkedHashMap<>();
        facets.put(
                "jobType",
                facet(JOB_TYPE, Map.of("processingType", "BATCH", "integration", "MLFLOW", "jobType", "EXPERIMENT")));
        address(run.repository()).ifPresent(url -> {
            Map<String, Object> code = new LinkedHashMap<>(Map.of("type", "git", "url", url));
            put(code, "repoUrl", run.repository());
            put(code, "version", run.commit());
            put(code, "branch", run.branch());
            facets.put("sourceCodeLocation", facet(CODE, code));
        });
        return facets;
    }

    private List<Map<String, Object>> inputs(RunStory run) {
        List<Map<String, Object>> inputs = new ArrayList<>();
        run.datasets().forEach(dataset -> inputs.add(input(dataset)));
        run.inputModels().forEach(model -> inputs.add(dataset("logged-model/" + model, Map.of())));
        return inputs;
    }

    private Map<String, Object> input(RunStory.Dataset dataset) {
        Map<String, Object> facets = new LinkedHashMap<>();
        facets.put("version", facet(VERSION, Map.of("datasetVersion", dataset.digest())));
        uri(dataset.source())
                .ifPresent(uri ->
                        facets.put("dataSource", facet(SOURCE, Map.of("name", dataset.sourceType(), "uri", uri))));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("namespace", dataset.sourceType().isEmpty() ? NAMESPACE : dataset.sourceType());
        input.put("name", dataset.name());
        input.put("facets", facets);
        if (dataset.context() != null) {
            input.put("inputFacets", Map.of("countersign_use", facet(OWN, Map.of("context", dataset.context()))));
        }
        return input;
    }

    private List<Map<String, Object>> outputs(RunStory run) {
        List<Map<String, Object>> outputs = new ArrayList<>();
        run.outputModels().forEach(model -> outputs.add(dataset("logged-model/" + model, Map.of())));
        run.versions().forEach(version -> outputs.add(output(version)));
        return outputs;
    }

    private Map<String, Object> output(RunStory.Version version) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("modelId", version.modelId());
        own.put("model", version.model());
        own.put("stage", version.stage());
        put(own, "digest", version.digest());
        return dataset(
                "model/" + version.model(),
                Map.of(
                        "version",
                        facet(VERSION, Map.of("datasetVersion", Integer.toString(version.number()))),
                        "countersign_modelVersion",
                        facet(OWN, own)));
    }

    private static Map<String, Object> dataset(String name, Map<String, Object> facets) {
        return Map.of("namespace", NAMESPACE, "name", name, "facets", facets);
    }

    private Map<String, Object> facet(String schema, Map<String, Object> members) {
        Map<String, Object> facet = new LinkedHashMap<>();
        facet.put("_producer", producer);
        facet.put("_schemaURL", schema);
        facet.putAll(members);
        return facet;
    }

    private static void put(Map<String, Object> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /** Of a repository, also where it is written as for {@code scp}. */
    private static Optional<String> address(@Nullable String repository) {
        return repository == null
                ? Optional.empty()
                : absolute(SCP.matcher(repository).replaceFirst("ssh://$1/$2"));
    }

    /** Where a dataset's source says so, as MLflow's clients write it. */
    private static Optional<String> uri(String source) {
        try {
            JsonNode json = JsonMapper.shared().readTree(source);
            for (String member : List.of("uri", "url", "path")) {
                Optional<String> found = absolute(json.path(member).asString(""));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return absolute(source);
        }
    }

    private static Optional<String> absolute(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.toString().equals(uri.toASCIIString())
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
