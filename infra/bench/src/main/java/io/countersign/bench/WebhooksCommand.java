package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign bench-webhooks}: how many messages reach receivers, how soon, and whether slow ones slow the others. */
@Command(
        name = "bench-webhooks",
        description = "Makes webhooks and events on a running server that was started with --allow-address=127.0.0.1,"
                + " takes the messages, and deletes the webhooks again.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // set by the command line
public final class WebhooksCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WEBHOOKS = "../../governance/v1/webhooks";
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final long A_MOMENT_NANOS = 20_000_000;
    private static final int MODELS = 50;
    private static final int SLOW = 5;

    @Option(names = "--target", defaultValue = "http://127.0.0.1:5000", description = "Default: ${DEFAULT-VALUE}.")
    private URI target;

    @Option(names = "--user", defaultValue = "admin", description = "An administrator; default: ${DEFAULT-VALUE}.")
    private String user;

    @Option(
            names = "--password",
            defaultValue = "${env:COUNTERSIGN_ADMIN_PASSWORD:-none}",
            description = "Default: COUNTERSIGN_ADMIN_PASSWORD.")
    private String password;

    @Option(names = "--events", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
    private int events;

    @Option(names = "--webhooks", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int webhooks;

    @Option(names = "--clients", defaultValue = "8", description = "That make events; default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(names = "--singles", defaultValue = "300", description = "Events one by one; default: ${DEFAULT-VALUE}.")
    private int singles;

    @Spec
    private CommandSpec spec;

    private final String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
    private final List<String> made = new ArrayList<>();
    private TrackingClient admin;

    @Override
    public Integer call() {
        admin = new TrackingClient(target, user, password);
        for (int model = 0; model < MODELS; model++) {
            post("registered-models/create", Map.of("name", name(model)));
        }
        try (Receivers receivers = new Receivers()) {
            one(receivers);
            many(receivers);
            besideSlowOnes(receivers);
        } finally {
            deleteWebhooks();
        }
        return 0;
    }

    private void one(Receivers receivers) {
        webhook(receivers.url("single"));
        single(receivers, singles / 3);
        print("one event at a time, from its own time to the receiver: %s", single(receivers, singles));
        deleteWebhooks();
    }

    private Latencies single(Receivers receivers, int count) {
        receivers.forget();
        receivers.time(true);
        for (int number = 0; number < count; number++) {
            int before = receivers.different();
            event(number);
            await(before + 1L, receivers::different);
            LockSupport.parkNanos(A_MOMENT_NANOS);
        }
        receivers.time(false);
        return receivers.delays();
    }

    private void many(Receivers receivers) {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < webhooks; number++) {
            ids.add(webhook(receivers.url("r" + number)));
        }
        receivers.forget();
        long expected = (long) events * webhooks;
        long start = System.nanoTime();
        Clients.each(clients, client -> {
            for (int number = client; number < events; number += clients) {
                event(number);
            }
        });
        double creating = seconds(start);
        await(expected, receivers::different);
        print(
                "%,d messages: %,.0f/s with %,d events made meanwhile in %.1f s; %,d came again",
                expected, expected / seconds(start), events, creating, receivers.taken() - expected);
        again(receivers, ids, expected);
        deleteWebhooks();
    }

    private void again(Receivers receivers, List<String> ids, long expected) {
        String first = firstEvent(ids.getFirst());
        receivers.forget();
        long start = System.nanoTime();
        ids.forEach(id -> post(WEBHOOKS + "/" + id + "/redeliver", Map.of("from", first, "which", "all")));
        await(expected, receivers::different);
        print(
                "%,d messages sent again: %,.0f/s; %,d came once more",
                expected, expected / seconds(start), receivers.taken() - expected);
    }

    private String firstEvent(String webhook) {
        String token = "";
        while (true) {
            var page =
                    JSON.readTree(admin.call("GET", WEBHOOKS + "/" + webhook + "/deliveries?limit=200" + token, null));
            if (!page.has("next_page_token")) {
                return page.get("deliveries")
                        .get(page.get("deliveries").size() - 1)
                        .path("event_id")
                        .asString();
            }
            token = "&page_token=" + page.path("next_page_token").asString();
        }
    }

    private void besideSlowOnes(Receivers receivers) {
        for (int number = 0; number < SLOW; number++) {
            webhook(receivers.url("good" + number));
        }
        Latencies alone = load(receivers);
        for (int number = 0; number < SLOW; number++) {
            webhook(receivers.url("slow/" + number));
        }
        load(receivers); // until the slow ones have all the places that they get
        Latencies beside = load(receivers);
        print("%d receivers alone: %s", SLOW, alone);
        print(
                "beside %d that answer after 10 s: %s; p99 %.2f times as long",
                SLOW, beside, beside.millis(0.99) / alone.millis(0.99));
    }

    /** Some hundred events in a second, which receivers that answer take at once. */
    private Latencies load(Receivers receivers) {
        receivers.forget();
        receivers.time(true);
        int count = 1000;
        for (int number = 0; number < count; number++) {
            event(number);
            LockSupport.parkNanos(A_MOMENT_NANOS / 4);
        }
        await((long) count * SLOW, receivers::different);
        receivers.time(false);
        return receivers.delays();
    }

    private void event(int number) {
        post(
                "registered-models/set-tag",
                Map.of("name", name(number % MODELS), "key", "k" + number % 7, "value", "v" + number));
    }

    private String name(int model) {
        return "hooked-" + suffix + "-" + model;
    }

    private String webhook(String url) {
        String id = post(WEBHOOKS, Map.of("url", url, "events", List.of("registered-model.tag-set")))
                .path("webhook_id")
                .asString();
        made.add(id);
        return id;
    }

    private void deleteWebhooks() {
        made.forEach(id -> admin.call("DELETE", WEBHOOKS + "/" + id, null));
        made.clear();
    }

    private tools.jackson.databind.JsonNode post(String route, Map<String, ?> body) {
        return admin.post(route, JSON.writeValueAsString(body));
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
