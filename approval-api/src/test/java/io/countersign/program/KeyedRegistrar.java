package io.countersign.program;

import io.countersign.program.Http.Answer;
import java.util.Map;

/** Does the same by Countersign's own API, and repeats each request under its key until it is answered. */
final class KeyedRegistrar extends Worker {

    private final Http scientist;
    private final Http reviewer;
    private final String model;

    KeyedRegistrar(String name, Ledger ledger, Person scientist, Person reviewer, String model) {
        super(name, ledger);
        this.scientist = scientist.http();
        this.reviewer = reviewer.http();
        this.model = model;
    }

    @Override
    void work() {
        ask(mark -> acknowledged(scientist.post(
                        Http.API + "model-versions/create", Map.of("name", model, "source", "s3://bucket/" + mark))))
                .map(created -> created.json().at("/model_version/version").asString())
                .ifPresent(this::review);
    }

    private void review(String version) {
        String route = "/api/governance/v1/models/" + model + "/versions/" + version;
        insist(key -> acknowledged(
                scientist.post(route + "/transition-requests", Map.of("stage", "Production", "comment", key), key)));
        insist(key -> acknowledged(reviewer.post(route + "/comments", Map.of("comment", key), key)));
        insist(key -> acknowledged(reviewer.post(
                route + "/transition-requests/approve",
                Map.of("stage", "Production", "archive_existing_versions", true, "comment", key),
                key)));
    }

    private static Answer acknowledged(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new Told.Unsuccessful(answer);
        }
        return answer;
    }
}
