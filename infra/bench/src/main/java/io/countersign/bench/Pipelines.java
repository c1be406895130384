package io.countersign.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chains of runs, each begun by the one before, from datasets and a commit to a version under an alias: ten steps from one end to
 * the other. Every {@value #SHARING} of them read the same dataset, and every {@value #BASED}th the one that all is based on.
 *
 * @param name begins the names of what is made, so that each filling is one by itself
 * @param count how many chains
 */
record Pipelines(TrackingClient server, String name, int count) {

    /** Runs, version, alias, commit, and its share of the datasets. */
    static final int NODES = 11;

    private static final int RUNS = 8;
    private static final int SHARING = 100;
    private static final int BASED = 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @return how many things the graph has more than before */
    int make(int clients) {
        String experiment = server.createExperiment(name);
        Clients.each(clients, client -> {
            for (int chain = client; chain < count; chain += clients) {
                make(experiment, chain);
            }
        });
        return count * NODES + count / SHARING + 1;
    }

    private void make(String experiment, int chain) {
        String run = "";
        for (int step = 0; step < RUNS; step++) {
            run = run(experiment, run, step == 0 ? commit(chain) : "");
            if (step == 0) {
                reads(run, chain);
            }
        }
        String model = name + "-" + chain;
        post("registered-models/create", Map.of("name", model));
        post("model-versions/create", Map.of("name", model, "source", "runs:/" + run + "/model", "run_id", run));
        post("registered-models/alias", Map.of("name", model, "alias", "latest-good", "version", "1"));
    }

    private String run(String experiment, String parent, String commit) {
        List<Map<String, String>> tags = new ArrayList<>();
        if (!parent.isEmpty()) {
            tags.add(Map.of("key", "mlflow.parentRunId", "value", parent));
        }
        if (!commit.isEmpty()) {
            tags.add(Map.of("key", "mlflow.source.git.commit", "value", commit));
        }
        return server.post(
                        "runs/create",
                        JSON.writeValueAsString(Map.of("experiment_id", experiment, "start_time", 1, "tags", tags)))
                .at("/run/info/run_id")
                .asString();
    }

    private void reads(String run, int chain) {
        List<Map<String, Object>> datasets = new ArrayList<>(List.of(dataset(shared(chain / SHARING))));
        if (chain % BASED == 0) {
            datasets.add(dataset(base()));
        }
        post("runs/log-inputs", Map.of("run_id", run, "datasets", datasets));
    }

    private static Map<String, Object> dataset(String dataset) {
        return Map.of(
                "dataset",
                Map.of("name", dataset, "digest", "d", "source_type", "s3", "source", "s3://lake/" + dataset));
    }

    private String shared(int number) {
        return name + "-data-" + number;
    }

    private String base() {
        return name + "-base";
    }

    private String commit(int chain) {
        return name + "-commit-" + chain;
    }

    private void post(String route, Map<String, Object> body) {
        server.call("POST", route, JSON.writeValueAsString(body));
    }

    private int any(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    /** What can be asked of them. */
    List<String> questions() {
        return List.of(
                "up from a version",
                "down from a dataset",
                "both ways from a commit",
                "impact of a dataset",
                "impact of the base");
    }

    String path(String question) {
        return "../../governance/v1/lineage/"
                + switch (question) {
                    case "up from a version" -> "model-version/" + name + "-" + any(count) + "/1?direction=up&depth=10";
                    case "down from a dataset" ->
                        "dataset/" + shared(any(Math.max(1, count / SHARING))) + "@d?direction=down&depth=10";
                    case "both ways from a commit" -> "commit/" + commit(any(count)) + "?depth=10";
                    case "impact of a dataset" -> "dataset/" + shared(any(Math.max(1, count / SHARING))) + "@d/impact";
                    default -> "dataset/" + base() + "@d/impact?limit=100000";
                };
    }
}
