package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.program.Http.Answer;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A team on the shared server whose requests are refused, and the log in which nothing comes of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class RefusedRequests {

    Http scientist;
    Http reviewer;
    private EventLog log;

    @BeforeAll
    void aTeam() {
        scientist = Person.withRole(TheServer.shared(), "contributor").http();
        reviewer = Person.withRole(TheServer.shared(), "reviewer").http();
        log = new EventLog(TheServer.shared().database());
    }

    final Answer post(String route, Map<String, ?> fields) {
        return scientist.post(Http.API + route, fields);
    }

    final Answer get(String route, Map<String, ?> query) {
        return scientist.get(Http.API + route, query);
    }

    final Answer delete(String route, Map<String, ?> query) {
        StringBuilder all = new StringBuilder(Http.API + route + "?");
        query.forEach(
                (name, value) -> all.append(name).append('=').append(value).append('&'));
        return scientist.send("DELETE", all.toString().replace(" ", "%20"), null);
    }

    /** Refused with this status and code, for a reason that mentions these words, and nothing came to the log. */
    final void refused(int status, String errorCode, String words, Supplier<Answer> request) {
        int before = log.asked().size();
        Answer answer = request.get();
        assertThat(answer.errorCode()).as(answer.body()).isEqualTo(errorCode);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().get("message").stringValue()).contains(words);
        assertThat(log.asked()).as("the log after a refusal").hasSize(before);
    }

    final String aRun() {
        return post("runs/create", Map.of("experiment_id", "0"))
                .ok()
                .json()
                .at("/run/info/run_id")
                .stringValue();
    }

    final String aModel() {
        String name = "bad input " + Person.unique();
        post("registered-models/create", Map.of("name", name)).ok();
        return name;
    }

    final String aModelWithAVersion() {
        String name = aModel();
        post("model-versions/create", Map.of("name", name, "source", "s3://bucket/files"))
                .ok();
        return name;
    }

    final Map<String, String> toStaging(String model) {
        return Map.of("name", model, "version", "1", "stage", "Staging");
    }
}
