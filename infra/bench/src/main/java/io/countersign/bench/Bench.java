package io.countersign.bench;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.util.function.SingletonSupplier;

/**
 * What the operations work on, on one server.
 *
 * @param experiment takes the runs that are made
 * @param large the experiment that is searched
 * @param logged the run that each client logs to
 * @param filled some runs of the large experiment
 * @param paged two pages of the large experiment, found when they are asked for first
 * @param registered models, made when they are asked for first
 */
record Bench(
        TrackingClient server,
        String experiment,
        String large,
        List<String> logged,
        List<String> filled,
        Supplier<Pages> paged,
        Supplier<Registry> registered) {

    /**
     * @param experiment the name of the one that is searched
     * @param runs how many it has
     * @param models how many are registered
     * @param clients how many there are at once
     */
    record Size(String experiment, int runs, int models, int clients) {}

    private static final int READ = 1000;

    /** Makes what is missing: runs for the clients, and the large experiment up to its size. */
    static Bench prepare(TrackingClient server, Size size) {
        String experiment = server.createExperiment("bench-" + System.currentTimeMillis());
        String searched = server.experiment(size.experiment()).orElseGet(() -> fill(server, size));
        List<String> logged = IntStream.range(0, size.clients())
                .mapToObj(client -> server.createRun(experiment))
                .toList();
        return new Bench(
                server,
                experiment,
                searched,
                logged,
                server.runs(searched, READ),
                SingletonSupplier.of(() -> Pages.walk(server, searched, size.runs())),
                SingletonSupplier.of(() -> Registry.prepare(server, size.models(), size.clients())));
    }

    private static String fill(TrackingClient server, Size size) {
        String experiment = server.createExperiment(size.experiment());
        Clients.each(size.clients(), client -> {
            for (int run = client; run < size.runs(); run += size.clients()) {
                server.call("POST", "runs/log-batch", Bodies.wholeRun(server.createRun(experiment)));
            }
        });
        return experiment;
    }

    Pages pages() {
        return paged.get();
    }

    Registry registry() {
        return registered.get();
    }

    String runOf(int client) {
        return logged.get(client);
    }
}
