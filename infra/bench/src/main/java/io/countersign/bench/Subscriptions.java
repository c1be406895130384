package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The webhooks of a measurement, and what the log says that they have to be told. */
final class Subscriptions implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WEBHOOKS = TrackingClient.NATIVE + "webhooks";
    private static final int TRIES = 100;
    private static final long BETWEEN_NANOS = 500_000_000;

    private final TrackingClient admin;
    private final List<String> made = new ArrayList<>();

    Subscriptions(TrackingClient admin) {
        this.admin = admin;
    }

    void add(String url, String event) {
        String body = JSON.writeValueAsString(Map.of("url", url, "events", List.of(event)));
        made.add(admin.post(WEBHOOKS, body).path("webhook_id").asString());
    }

    void redeliver(String from) {
        String body = JSON.writeValueAsString(Map.of("from", from, "which", "all"));
        made.forEach(id -> patiently("POST", WEBHOOKS + "/" + id + "/redeliver", body));
    }

    /** Where the feed of events is now. */
    String place() {
        return JSON.readTree(admin.call("GET", TrackingClient.NATIVE + "events?after=latest&limit=1", null))
                .path("next")
                .asString();
    }

    /** The ids of all events of a type since a place, oldest first. */
    List<String> since(String place, String type) {
        List<String> ids = new ArrayList<>();
        String next = place;
        while (true) {
            JsonNode page = JSON.readTree(patiently(
                    "GET",
                    TrackingClient.NATIVE + "events?limit=1000&types=io.countersign." + type + ".v1&after=" + next,
                    null));
            page.path("events").forEach(event -> ids.add(event.path("id").asString()));
            if (page.path("next").asString().equals(next)) {
                return ids;
            }
            next = page.path("next").asString();
        }
    }

    /** Tries again while the server is away, as it is when somebody kills it for the sake of the measurement. */
    byte[] patiently(String method, String route, @Nullable String body) {
        for (int left = TRIES; ; left--) {
            try {
                return admin.call(method, route, body);
            } catch (StartupError e) {
                if (left == 0) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        }
    }

    /** Deletes the webhooks. */
    @Override
    public void close() {
        made.forEach(id -> patiently("DELETE", WEBHOOKS + "/" + id, null));
        made.clear();
    }
}
