package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code countersign rebuild}, beside a server that keeps running; and what a server does at its start. */
class RebuildIT {

    private static final String BY_HAND = "update views.registered_models set name = 'changed by hand'";

    private final Path data = Program.scratch("rebuild");

    @Test
    void viewsAreComparedAndMadeAgainBesideTheServerAndAtItsStartWhereAnotherReleaseWroteThem() {
        try (ServerProcess server = ServerProcess.start(data, "--kafka=off")) {
            server.admin()
                    .post(Http.API + "registered-models/create", Map.of("name", "kept"))
                    .ok();
            differencesAreToldAndHealed(server);
            new EventLog(server.database()).execute(BY_HAND);
            new EventLog(server.database()).execute("comment on schema views is 'of another release'");
            server.terminate();
        }
        try (ServerProcess server = ServerProcess.start(data, "--kafka=off")) {
            assertThat(server.err()).contains("Rebuilding [");
            assertThat(isKept(server)).isTrue();
            server.terminate();
        }
    }

    private void differencesAreToldAndHealed(ServerProcess server) {
        Ended equal = rebuild("--check");
        assertThat(equal.status()).as(equal.toString()).isZero();
        assertThat(equal.out()).contains("Every table equals a replay of the log.");

        new EventLog(server.database()).execute(BY_HAND);
        Ended different = rebuild("--check");
        assertThat(different.status()).isEqualTo(1);
        assertThat(different.out()).startsWith("registered_models: 1 rows").contains("These tables differ.");
        assertThat(isKept(server)).as("before").isFalse();

        Ended rebuilt = rebuild();
        assertThat(rebuilt.status()).as(rebuilt.toString()).isZero();
        assertThat(rebuilt.err()).contains("Rebuilding [####").contains("100 %");
        assertThat(isKept(server)).as("after").isTrue();
    }

    private Ended rebuild(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "rebuild";
        arguments[1] = "--data-dir";
        arguments[2] = data.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Ended.run(Duration.ofSeconds(90), arguments);
    }

    private static boolean isKept(ServerProcess server) {
        return server.admin().get(Http.API + "registered-models/get?name=kept").status() == 200;
    }
}
