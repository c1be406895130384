package io.countersign.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Somebody who pulls events and keeps their own place. */
final class Reader {

    static final String EVENTS = "/api/governance/v1/events";

    private final Caller caller;
    private final String query;
    private String next;
    private final List<JsonNode> read = new ArrayList<>();

    private Reader(Caller caller, String query, String next) {
        this.caller = caller;
        this.query = query;
        this.next = next;
    }

    /** @param query more parameters, each with an ampersand before it */
    static Reader fromTheFirst(Caller caller, String query) {
        return new Reader(caller, query, "");
    }

    static Reader fromNowOn(Caller caller, String query) {
        return new Reader(caller, query, "latest");
    }

    /** One page. @return its events */
    List<JsonNode> pull() {
        String after = next.isEmpty() ? "" : "&after=" + next;
        Caller.Answer answer = caller.ask("GET", EVENTS + "?" + (after + query).substring(1), BodyPublishers.noBody());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<JsonNode> page = answer.json().get("events").valueStream().toList();
        next = answer.json().get("next").asString();
        read.addAll(page);
        return page;
    }

    /** Until a page is empty. @return all that was read so far */
    List<JsonNode> pullAll() {
        while (!pull().isEmpty()) {
            assertThat(next).isNotEmpty();
        }
        return read;
    }

    /** What was read so far, but not the place. */
    void forget() {
        read.clear();
    }

    String next() {
        return next;
    }

    List<String> ids() {
        return read.stream().map(event -> event.get("id").asString()).toList();
    }
}
