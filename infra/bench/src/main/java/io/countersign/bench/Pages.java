package io.countersign.bench;

import io.countersign.startup.StartupError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Two pages of one ordered search over the large experiment, which a server is asked for by the tokens that it gave.
 *
 * @param first the request for the first page
 * @param thousandth the request for the thousandth
 */
record Pages(String first, String thousandth) {

    private static final List<String> ORDER = List.of("metrics.metric_1 DESC");
    private static final int AWAY = 999;

    /** Walks there once. Pages are as long as a thousand of them need at most, and no longer than 100 runs. */
    static Pages walk(TrackingClient server, String experiment, int runs) {
        int size = Math.max(1, Math.min(100, runs / (AWAY + 1)));
        String token = null;
        for (int page = 0; page < AWAY; page++) {
            JsonNode answer = server.post("runs/search", request(experiment, size, token));
            if (answer.path("next_page_token").asString("").isEmpty()) {
                throw StartupError.of("The large experiment ends with page %d; fill it with more --runs.", page + 1);
            }
            token = answer.path("next_page_token").asString();
        }
        return new Pages(request(experiment, size, null), request(experiment, size, token));
    }

    private static String request(String experiment, int size, @Nullable String token) {
        return Bodies.searchRuns(experiment, "", ORDER, size, token);
    }
}
