package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A server is killed while it freezes what rests on a withdrawn run; the next one leaves nothing of it out. */
class FreezeKilledIT {

    private static final String NATIVE = "/api/governance/v1/";
    private static final int MODELS = 150;

    private final Path data = Program.scratch("freeze");

    @Test
    void whatAKilledServerLeftUnfrozenTheNextOneFreezes() {
        String run;
        try (ServerProcess server = ServerProcess.start(data, "--kafka=off")) {
            Http admin = server.admin();
            run = admin.post(Http.API + "runs/create", Map.of("experiment_id", "0"))
                    .ok()
                    .json()
                    .at("/run/info/run_id")
                    .asString();
            for (int i = 0; i < MODELS; i++) {
                admin.post(Http.API + "registered-models/create", Map.of("name", "m" + i))
                        .ok();
                admin.post(
                                Http.API + "model-versions/create",
                                Map.of("name", "m" + i, "source", "runs:/" + run + "/model", "run_id", run))
                        .ok();
            }
            EventLog log = new EventLog(server.database());
            Thread freezing = Thread.ofVirtual().start(() -> freeze(admin, run));
            Until.require(Duration.ofSeconds(30), () -> frozen(log) > 0, () -> "Nothing is frozen.");
            server.kill();
            join(freezing);
        }
        try (ServerProcess server = ServerProcess.start(data, "--kafka=off")) {
            Http admin = server.admin();
            JsonNode freeze = admin.get(NATIVE + "freezes").ok().json().at("/freezes/0");
            assertThat(freeze.at("/thing/id").asString()).isEqualTo(run);
            String path = NATIVE + "freezes/" + freeze.get("freeze_id").asString();
            Until.require(
                    Duration.ofSeconds(60),
                    () -> admin.get(path).ok().json().path("frozen").size() == MODELS,
                    () -> admin.get(path).body());
            assertThat(admin.get(path).json().has("pending")).isFalse();
            assertThat(frozen(new EventLog(server.database()))).as("each once").isEqualTo(MODELS);
            server.terminate();
        }
    }

    private static void freeze(Http admin, String run) {
        try {
            admin.post(NATIVE + "freezes", Map.of("kind", "run", "id", run, "reason", "The labels were wrong."));
        } catch (UncheckedIOException e) {
            // the server was killed while it answered, as it should be
        }
    }

    private static long frozen(EventLog log) {
        List<EventLog.Entry> all = log.all();
        return all.stream()
                .filter(entry -> entry.type().equals("registered-model.versions-frozen"))
                .count();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
