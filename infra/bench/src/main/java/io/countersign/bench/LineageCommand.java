package io.countersign.bench;

import io.countersign.Uuid7;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign bench-lineage}: how long the graph of origins takes to be walked. */
@Command(
        name = "bench-lineage",
        description =
                "Fills a running server with chains of runs, from datasets to versions, and times questions to the"
                        + " graph of what rests on what.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class LineageCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions server;

    @Option(names = "--nodes", defaultValue = "100000", description = "Of the graph; default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--filled",
            paramLabel = "NAME",
            description = "Of an earlier filling of as many nodes, which is asked in place of a new one.")
    private @Nullable String filled;

    @Option(names = "--clients", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(names = "--seconds", defaultValue = "10", description = "For each question; default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Before each; default: ${DEFAULT-VALUE}.")
    private double warmUp;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String name = filled == null ? "lineage-" + Uuid7.hex() : filled;
        Pipelines pipelines = new Pipelines(server.client(), name, Math.max(1, nodes / Pipelines.NODES));
        if (filled == null) {
            long start = System.nanoTime();
            int made = pipelines.make(clients * 4);
            print("%s: %,d things in %,.0f s", name, made, (System.nanoTime() - start) / 1e9);
        }
        pipelines.questions().forEach(question -> {
            ask(pipelines, question, warmUp);
            long size = server.client().call("GET", pipelines.path(question), null).length;
            print("%s, %d clients: %s (%,d bytes)", question, clients, ask(pipelines, question, seconds), size);
        });
        return 0;
    }

    private Latencies ask(Pipelines pipelines, String question, double time) {
        long end = System.nanoTime() + (long) (time * TimeUnit.SECONDS.toNanos(1));
        List<Latencies> parts = Collections.synchronizedList(new ArrayList<>());
        Clients.each(clients, client -> {
            Latencies own = new Latencies();
            while (System.nanoTime() < end) {
                own.time(() -> pipelines.server().call("GET", pipelines.path(question), null));
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
