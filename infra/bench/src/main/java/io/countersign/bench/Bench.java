package io.countersign.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the operations work on, on one server.
 *
 * @param experiment takes the runs that are made
 * @param large the experiment that is searched
 * @param logged the run that each client logs to
 * @param filled some runs of the large experiment
 */
record Bench(TrackingClient server, String experiment, String large, List<String> logged, List<String> filled) {

    private static final int READ = 1000;

    /** Makes what is missing: runs for the clients, and the large experiment up to its size. */
    static Bench prepare(TrackingClient server, String large, int size, int clients) {
        String experiment = server.createExperiment("bench-" + System.currentTimeMillis());
        String searched = server.experiment(large).orElseGet(() -> fill(server, large, size, clients));
        List<String> logged = IntStream.range(0, clients)
                .mapToObj(client -> server.createRun(experiment))
                .toList();
        return new Bench(server, experiment, searched, logged, server.runs(searched, READ));
    }

    private static String fill(TrackingClient server, String name, int size, int clients) {
        String experiment = server.createExperiment(name);
        Clients.each(clients, client -> {
            for (int run = client; run < size; run += clients) {
                server.call("POST", "runs/log-batch", Bodies.wholeRun(server.createRun(experiment)));
            }
        });
        return experiment;
    }

    String runOf(int client) {
        return logged.get(client);
    }
}
