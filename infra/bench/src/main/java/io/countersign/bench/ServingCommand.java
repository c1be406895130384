package io.countersign.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign bench-serving}: how long it takes to tell what served everywhere. */
@Command(
        name = "bench-serving",
        description =
                "Fills a running server as bench-gate does, and times what is told of every place in which a version"
                        + " serves, now and as of random times since the first one did.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class ServingCommand implements Callable<Integer> {

    private static final int WARM_UP = 5;

    @Mixin
    private ServerOptions server;

    @Option(names = "--models", defaultValue = "5000", description = "Default: ${DEFAULT-VALUE}.")
    private int models;

    @Option(names = "--clients", defaultValue = "16", description = "To fill it; default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(names = "--calls", defaultValue = "30", description = "Of each kind; default: ${DEFAULT-VALUE}.")
    private int calls;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Promotions.hire(server.target(), server.client()).prepare(models, clients);
        TrackingClient client = server.client();
        JsonNode now = ask(client, "serving");
        Instant first = now.get("serving")
                .valueStream()
                .map(each -> Instant.parse(each.get("since").asString()))
                .min(Instant::compareTo)
                .orElseThrow();
        Duration since = Duration.between(first, Instant.parse(now.get("as_of").asString()));
        print("%,d places of %,d models, filled in %,d s.", now.get("serving").size(), models, since.toSeconds());
        print("now: %s", time(client, () -> "serving"));
        print("as of a time: %s", time(client, () -> "serving?as_of=" + sometime(first, since)));
        print(
                "as of a time, Production alone: %s",
                time(client, () -> "serving?stage=Production&as_of=" + sometime(first, since)));
        return 0;
    }

    private static Instant sometime(Instant first, Duration since) {
        return first.plusMillis(ThreadLocalRandom.current().nextLong(since.toMillis()));
    }

    private Latencies time(TrackingClient client, java.util.function.Supplier<String> question) {
        for (int call = 0; call < WARM_UP; call++) {
            ask(client, question.get());
        }
        Latencies latencies = new Latencies();
        for (int call = 0; call < calls; call++) {
            latencies.time(() -> client.call("GET", TrackingClient.NATIVE + question.get(), null));
        }
        return latencies;
    }

    private static JsonNode ask(TrackingClient client, String route) {
        return JsonMapper.shared().readTree(client.call("GET", TrackingClient.NATIVE + route, null));
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
