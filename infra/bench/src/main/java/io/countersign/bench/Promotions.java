package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One who asks that models serve, and another who lets them. */
record Promotions(TrackingClient requester, TrackingClient reviewer) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
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
        admin.call(
                "PUT",
                TrackingClient.NATIVE + "users/" + name,
                JSON.writeValueAsString(Map.of("roles", List.of(role))));
        return new TrackingClient(target, name, password);
    }

    /** @return how many places were filled, those left out where a version served before */
    int prepare(int models, int clients) {
        Registry.prepare(requester, models, clients);
        AtomicInteger made = new AtomicInteger();
        Clients.each(clients, client -> {
            for (int model = client; model < models; model += clients) {
                String name = Registry.name(model);
                made.addAndGet(fill(name, "stage", "Production") + fill(name, "alias", "champion"));
            }
        });
        return made.get();
    }

    private int fill(String model, String kind, String place) {
        JsonNode said = ask("gate?model=" + model + "&version=" + NEWEST + "&" + kind + "=" + place);
        if (said.path("answer").asString().equals("allow")) {
            return 0;
        }
        boolean there = !said.path("reasons").findValuesAsString("code").contains("not-there");
        String anew = kind.equals("stage") ? "revalidation" : "alias-revalidation";
        change(model, Map.of("kind", there ? anew : kind, "version", NEWEST, kind, place));
        return 1;
    }

    /** Has it asked for, and approved. */
    void change(String model, Map<String, String> change) {
        JsonNode request = requester.post(
                TrackingClient.NATIVE + "models/" + model + "/requests",
                JSON.writeValueAsString(Map.of("change", change)));
        reviewer.post(
                TrackingClient.NATIVE + "requests/" + request.path("request_id").asString() + "/approve", "{}");
    }

    /** As deployments do, by stage or by alias, with their version or without; each is let. */
    void ask(int models) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String version = random.nextBoolean() ? "&version=" + NEWEST : "";
        String place = random.nextBoolean() ? "&stage=Production" : "&alias=champion";
        String answer = ask("gate?model=" + Registry.name(random.nextInt(models)) + version + place)
                .path("answer")
                .asString();
        if (!answer.equals("allow")) {
            throw new StartupError("A model that serves was answered \"" + answer + "\".");
        }
    }

    private JsonNode ask(String route) {
        return JSON.readTree(requester.call("GET", TrackingClient.NATIVE + route, null));
    }
}
