package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One who asks that models serve, and another who lets them. */
record Promotions(TrackingClient requester, TrackingClient reviewer) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NATIVE = "../../governance/v1/";
    private static final String NEWEST = String.valueOf(Registry.VERSIONS);

    /** Accounts of their own, which end with the data directory. */
    static Promotions hire(URI target, TrackingClient admin) {
        String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new Promotions(
                hire(target, admin, "bench-ann-" + suffix, "contributor"),
                hire(target, admin, "bench-rita-" + suffix, "reviewer"));
    }

    private static TrackingClient hire(URI target, TrackingClient admin, String name, String role) {
        String password =
                name + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        admin.post("users/create", JSON.writeValueAsString(Map.of("username", name, "password", password)));
        admin.call("PUT", NATIVE + "users/" + name, JSON.writeValueAsString(Map.of("roles", List.of(role))));
        return new TrackingClient(target, name, password);
    }

    /** @return how many models were let into service, those left out that were before */
    int prepare(int models, int clients) {
        Registry.prepare(requester, models, clients);
        AtomicInteger made = new AtomicInteger();
        Clients.each(clients, client -> {
            for (int model = client; model < models; model += clients) {
                String name = Registry.name(model);
                if (!answer("gate?model=" + name).equals("allow")) {
                    promote(name);
                    made.incrementAndGet();
                }
            }
        });
        return made.get();
    }

    private void promote(String model) {
        Stream.of(
                        Map.of("kind", "stage", "version", NEWEST, "stage", "Production"),
                        Map.of("kind", "alias", "version", NEWEST, "alias", "champion"))
                .forEach(change -> {
                    JsonNode request = requester.post(
                            NATIVE + "models/" + model + "/requests",
                            JSON.writeValueAsString(Map.of("change", change)));
                    String id = request.path("request_id").asString();
                    reviewer.post(NATIVE + "requests/" + id + "/approve", "{}");
                });
    }

    /** As deployments do, by stage or by alias, with their version or without; each is let. */
    void ask(int models) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String version = random.nextBoolean() ? "&version=" + NEWEST : "";
        String place = random.nextBoolean() ? "&stage=Production" : "&alias=champion";
        String answer = answer("gate?model=" + Registry.name(random.nextInt(models)) + version + place);
        if (!answer.equals("allow")) {
            throw new StartupError("A model that serves was answered \"" + answer + "\".");
        }
    }

    private String answer(String route) {
        return JSON.readTree(requester.call("GET", NATIVE + route, null))
                .path("answer")
                .asString();
    }
}
