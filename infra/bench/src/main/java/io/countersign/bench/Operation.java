package io.countersign.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** What is measured. */
enum Operation {
    CREATE_RUN("create-run") {
        @Override
        void call(Bench bench, int client, long number) {
            bench.server().call("POST", "runs/create", Bodies.createRun(bench.experiment()));
        }
    },
    LOG_METRIC("log-metric") {
        @Override
        void call(Bench bench, int client, long number) {
            bench.server().call("POST", "runs/log-metric", Bodies.logMetric(bench.runOf(client), number));
        }
    },
    LOG_BATCH_10("log-batch(10)") {
        @Override
        void call(Bench bench, int client, long number) {
            bench.server().call("POST", "runs/log-batch", Bodies.logBatch(bench.runOf(client), 10, number));
        }
    },
    LOG_BATCH_500("log-batch(500)") {
        @Override
        void call(Bench bench, int client, long number) {
            bench.server().call("POST", "runs/log-batch", Bodies.logBatch(bench.runOf(client), 500, number));
        }
    },
    GET_RUN("get-run") {
        @Override
        void call(Bench bench, int client, long number) {
            var runs = bench.filled();
            String run = runs.get(ThreadLocalRandom.current().nextInt(runs.size()));
            bench.server().call("GET", "runs/get?run_id=" + run, null);
        }
    },
    SEARCH_RUNS("search-runs") {
        @Override
        void call(Bench bench, int client, long number) {
            bench.server().call("POST", "runs/search", Bodies.searchRuns(bench.large()));
        }
    },
    FIRST_PAGE("first-page") {
        @Override
        void call(Bench bench, int client, long number) {
            bench.server().call("POST", "runs/search", bench.pages().first());
        }
    },
    THOUSANDTH_PAGE("thousandth-page") {
        @Override
        void call(Bench bench, int client, long number) {
            bench.server().call("POST", "runs/search", bench.pages().thousandth());
        }
    },
    SEARCH_MODELS("search-models") {
        @Override
        void call(Bench bench, int client, long number) {
            bench.server()
                    .call("GET", "registered-models/search?" + bench.registry().searchModels(), null);
        }
    },
    SEARCH_VERSIONS("search-versions") {
        @Override
        void call(Bench bench, int client, long number) {
            bench.server()
                    .call("GET", "model-versions/search?" + bench.registry().searchVersions(), null);
        }
    };

    /** Those that need no more than some runs. */
    static final List<Operation> USUAL =
            List.of(CREATE_RUN, LOG_METRIC, LOG_BATCH_10, LOG_BATCH_500, GET_RUN, SEARCH_RUNS);

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    /** @param number of the call among those of its client */
    abstract void call(Bench bench, int client, long number);

    String label() {
        return label;
    }

    static Operation of(String label) {
        for (Operation operation : values()) {
            if (operation.label.equals(label.toLowerCase(Locale.ROOT))) {
                return operation;
            }
        }
        throw new IllegalArgumentException(label);
    }
}
