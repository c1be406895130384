package io.countersign.jenkins;

import io.countersign.egress.Call;
import io.countersign.egress.Outcome;
import io.countersign.rejection.Rejection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Jenkins wants to see of whoever sends a form without an API token (Jenkins handbook, "CSRF Protection"). It counts
 * within the session in which it was issued, so that session's cookie belongs to it.
 *
 * @param field the header's name, as the server says
 * @param cookies empty when the server set none
 */
record Crumb(String field, String value, String cookies) {

    static final String ADDRESS = "/crumbIssuer/api/json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty when the answer has none that could be sent back. */
    static Optional<Crumb> in(Outcome answer) {
        if (!answer.succeeded()) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(answer.answer());
            Crumb crumb = new Crumb(
                    json.path("crumbRequestField").asString(""),
                    json.path("crumb").asString(""),
                    answer.headers().getOrDefault("set-cookie", ""));
            crumb.headers().forEach(Call::requireSendable);
            return Optional.of(crumb);
        } catch (JacksonException | Rejection unusable) {
            return Optional.empty();
        }
    }

    /** Whatever the server calls its field, the cookie stays the session's. */
    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put(field, value);
        if (!cookies.isEmpty()) {
            headers.put("Cookie", cookies);
        }
        return headers;
    }
}
