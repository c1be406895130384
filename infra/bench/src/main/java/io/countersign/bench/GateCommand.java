package io.countersign.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign bench-gate}: how long a deployment waits for its answer. */
@Command(
        name = "bench-gate",
        description = "Fills a running server with models of 20 versions, of which two people let the newest serve in"
                + " Production and under an alias, and times the deployment gate.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class GateCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions server;

    @Option(names = "--models", defaultValue = "5000", description = "Default: ${DEFAULT-VALUE}.")
    private int models;

    @Option(names = "--clients", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(names = "--seconds", defaultValue = "20", description = "Of measuring; default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Before it; default: ${DEFAULT-VALUE}.")
    private double warmUp;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Promotions promotions = Promotions.hire(server.target(), server.client());
        int made = promotions.prepare(models, clients);
        print("%,d models of %d versions; %,d places were filled just now.", models, Registry.VERSIONS, made);
        ask(promotions, warmUp);
        long start = System.nanoTime();
        Latencies latencies = ask(promotions, seconds);
        double took = (System.nanoTime() - start) / 1e9;
        print("gate, %d clients: %,.0f/s, %s", clients, latencies.count() / took, latencies);
        return 0;
    }

    private Latencies ask(Promotions promotions, double time) {
        long end = System.nanoTime() + (long) (time * TimeUnit.SECONDS.toNanos(1));
        List<Latencies> parts = Collections.synchronizedList(new ArrayList<>());
        Clients.each(clients, client -> {
            Latencies own = new Latencies();
            while (System.nanoTime() < end) {
                own.time(() -> promotions.ask(models));
            }
            parts.add(own);
        });
        return Latencies.of(parts);
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
