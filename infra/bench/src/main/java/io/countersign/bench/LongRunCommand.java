package io.countersign.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code countersign bench-long-run}: whether a run gets slower the longer it is. */
@Command(
        name = "bench-long-run",
        description =
                "Compares log-batch on a long run with log-batch on fresh ones, in turn, against a running server.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class LongRunCommand implements Callable<Integer> {

    private static final int METRICS = 10;
    private static final int SAMPLES_PER_FRESH_RUN = 25;
    private static final int WARM_UP = 500;

    @Mixin
    private ServerOptions server;

    @Option(names = "--batches", defaultValue = "10000", description = "Length of the long run; default: 10000.")
    private int batches;

    @Option(names = "--samples", defaultValue = "1000", description = "Calls to compare; default: 1000.")
    private int samples;

    @Option(
            names = "--first",
            paramLabel = "RUN",
            description = "Only measure the next log-batch to this run: right after a restart, the first one.")
    private @Nullable String first;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        TrackingClient client = server.client();
        if (first == null) {
            compare(client);
        } else {
            measureFirst(client, first);
        }
        return 0;
    }

    private void compare(TrackingClient client) {
        String longRun = client.createRun("0");
        for (int step = 0; step < batches; step++) {
            log(client, longRun, step);
        }
        String warm = client.createRun("0");
        for (int step = 0; step < WARM_UP; step++) {
            log(client, warm, step);
        }
        Latencies ofLong = new Latencies();
        Latencies ofFresh = new Latencies();
        String fresh = client.createRun("0");
        for (int sample = 0; sample < samples; sample++) {
            if (sample % SAMPLES_PER_FRESH_RUN == 0) {
                fresh = client.createRun("0");
                log(client, fresh, 0);
            }
            int step = sample + 1;
            String freshNow = fresh;
            ofLong.time(() -> log(client, longRun, batches + step));
            ofFresh.time(() -> log(client, freshNow, step));
        }
        print("run with %,d batches: %s  (id %s)", batches, ofLong, longRun);
        print("fresh runs:           %s", ofFresh);
        print("ratio of the medians: %.2f", ofLong.millis(0.5) / ofFresh.millis(0.5));
    }

    /** After one request that signs in and opens the connection; nothing of what log-batch needs is warm. */
    private void measureFirst(TrackingClient client, String run) {
        String fresh = client.createRun("0");
        Latencies first = new Latencies();
        first.time(() -> log(client, run, Integer.MAX_VALUE));
        Latencies next = new Latencies();
        next.time(() -> log(client, fresh, 0));
        print("first log-batch of this process and server: %.1f ms", first.millis(0.5));
        print("the next one, to a fresh run:               %.1f ms", next.millis(0.5));
    }

    private static void log(TrackingClient client, String run, long step) {
        client.call("POST", "runs/log-batch", Bodies.logBatch(run, METRICS, step));
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
