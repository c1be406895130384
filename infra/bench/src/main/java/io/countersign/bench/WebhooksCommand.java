package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign bench-webhooks}: how many messages reach receivers, how soon, and whether slow ones slow the others. */
@Command(
        name = "bench-webhooks",
        description = "Makes webhooks and events on a running server that was started with --allow-address=127.0.0.1,"
                + " takes the messages, and deletes the webhooks again. The server may be killed and started again"
                + " meanwhile.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class WebhooksCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EVENT = "registered-model.tag-set";
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final long A_MOMENT_NANOS = 20_000_000;
    private static final int MODELS = 50;
    private static final int SLOW = 5;
    private static final int BESIDE = 1000;

    @Mixin
    private ServerOptions server;

    @Option(names = "--events", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}; 0 for none.")
    private int events;

    @Option(names = "--webhooks", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int webhooks;

    @Option(names = "--clients", defaultValue = "8", description = "That make events; default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(names = "--approvals", defaultValue = "300", description = "One by one; default: ${DEFAULT-VALUE}.")
    private int approvals;

    @Option(
            names = "--slow",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether to measure beside receivers that are slow.")
    private boolean slow;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Of the server's Kafka, to measure how soon approvals are on countersign.events.")
    private @Nullable String kafka;

    @Spec
    private CommandSpec spec;

    private final String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
    private TrackingClient admin;

    @Override
    public Integer call() {
        admin = server.client();
        for (int model = 0; model < MODELS; model++) {
            admin.post("registered-models/create", JSON.writeValueAsString(Map.of("name", name(model))));
        }
        try (Receivers receivers = new Receivers()) {
            if (approvals > 0) {
                approvals(receivers);
            }
            if (events > 0) {
                many(receivers);
            }
            if (slow) {
                besideSlowOnes(receivers);
            }
        }
        return 0;
    }

    private void approvals(Receivers receivers) {
        Approvals approving = new Approvals(Promotions.hire(server.target(), admin));
        try (Subscriptions hooks = new Subscriptions(admin);
                TopicReader topic = kafka == null
                        ? null
                        : new TopicReader(kafka, "countersign.events", "io.countersign." + Approvals.EVENT + ".v1")) {
            hooks.add(receivers.url("approvals"), Approvals.EVENT);
            oneByOne(approving, approvals / 2, receivers, topic);
            oneByOne(approving, approvals, receivers, topic);
            print("approvals, from the event's own time to the receiver: %s", receivers.delays());
            if (topic != null) {
                print("approvals, from the event's own time to a reader of the topic: %s", topic.delays());
            }
        }
    }

    private static void oneByOne(Approvals approving, int count, Receivers receivers, @Nullable TopicReader topic) {
        receivers.forget();
        receivers.time(true);
        if (topic != null) {
            topic.forget();
        }
        for (int number = 1; number <= count; number++) {
            approving.next();
            await(number, receivers::different);
            if (topic != null) {
                await(number, topic::count);
            }
            LockSupport.parkNanos(A_MOMENT_NANOS);
        }
        receivers.time(false);
    }

    private void many(Receivers receivers) {
        try (Subscriptions hooks = new Subscriptions(admin)) {
            for (int number = 0; number < webhooks; number++) {
                hooks.add(receivers.url("r" + number), EVENT);
            }
            String place = hooks.place();
            receivers.forget();
            long start = System.nanoTime();
            Clients.each(clients, client -> {
                for (int number = client; number < events; number += clients) {
                    hooks.patiently("POST", "registered-models/set-tag", tag(number));
                }
            });
            double creating = seconds(start);
            List<String> told = hooks.since(place, EVENT);
            long expected = (long) told.size() * webhooks;
            await(expected, receivers::different);
            print(
                    "%,d messages: %,.0f/s with %,d events made meanwhile in %.1f s; %,d came again",
                    expected, expected / seconds(start), told.size(), creating, receivers.taken() - expected);
            requireEach(receivers, told);
            again(hooks, receivers, told);
        }
    }

    private void again(Subscriptions hooks, Receivers receivers, List<String> told) {
        long expected = (long) told.size() * webhooks;
        receivers.forget();
        long start = System.nanoTime();
        hooks.redeliver(told.getFirst());
        await(expected, receivers::different);
        print(
                "%,d messages sent again: %,.0f/s; %,d came once more",
                expected, expected / seconds(start), receivers.taken() - expected);
        requireEach(receivers, told);
    }

    private void requireEach(Receivers receivers, List<String> told) {
        Set<String> ids = new HashSet<>(told);
        for (int number = 0; number < webhooks; number++) {
            Set<String> missing = receivers.missing("r" + number, ids);
            if (!missing.isEmpty()) {
                throw StartupError.of("Receiver %d did not get %d events.", number, missing.size());
            }
        }
        print("each of %d receivers got each of the %,d events that the log has", webhooks, ids.size());
    }

    private void besideSlowOnes(Receivers receivers) {
        try (Subscriptions hooks = new Subscriptions(admin)) {
            for (int number = 0; number < SLOW; number++) {
                hooks.add(receivers.url("good" + number), EVENT);
            }
            load(receivers);
            Latencies alone = load(receivers);
            for (int number = 0; number < SLOW; number++) {
                hooks.add(receivers.url("slow/" + number), EVENT);
            }
            load(receivers); // until the slow ones have all the places that they get
            Latencies beside = load(receivers);
            print("%d receivers alone: %s", SLOW, alone);
            print(
                    "beside %d that answer after 10 s: %s; p99 %.2f times as long",
                    SLOW, beside, beside.millis(0.99) / alone.millis(0.99));
        }
    }

    /** A steady stream of events, which receivers that answer take at once. */
    private Latencies load(Receivers receivers) {
        receivers.forget();
        receivers.time(true);
        for (int number = 0; number < BESIDE; number++) {
            admin.call("POST", "registered-models/set-tag", tag(number));
            LockSupport.parkNanos(A_MOMENT_NANOS / 4);
        }
        await((long) BESIDE * SLOW, receivers::different);
        receivers.time(false);
        return receivers.delays();
    }

    private String tag(int number) {
        return JSON.writeValueAsString(
                Map.of("name", name(number % MODELS), "key", "k" + number % 7, "value", "v" + number));
    }

    private String name(int model) {
        return "hooked-" + suffix + "-" + model;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void await(long expected, LongSupplier arrived) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (arrived.getAsLong() < expected) {
            if (System.nanoTime() > end) {
                throw StartupError.of("%d messages of %d arrived.", arrived.getAsLong(), expected);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }
}
