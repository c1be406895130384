package io.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.startup.StartupError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {

    @TempDir
    Path temporary;

    private Process server;
    private long postmaster;
    private long broker;

    @BeforeEach
    void aServerInAnotherProcess() throws IOException {
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BothServers.class.getName(),
                        temporary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> pids = pids(server.inputReader());
        postmaster = pids.get(0);
        broker = pids.get(1);
    }

    private static List<Long> pids(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.matches("\\d+ \\d+")) {
                return Stream.of(line.split(" ", -1)).map(Long::valueOf).toList();
            }
        }
        throw new IOException("the server ended");
    }

    @AfterEach
    void nothingIsLeft() {
        server.destroyForcibly();
        Deadline.kill(postmaster);
        Deadline.kill(broker);
    }

    @Test
    void theNextServerTakesOverWhatAKilledOneLeft() throws Exception {
        assertThatThrownBy(() -> DataDirectory.open(temporary))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("pid " + server.pid());

        server.destroyForcibly().waitFor();
        assertThat(Deadline.isAlive(postmaster)).isTrue();

        try (DataDirectory data = DataDirectory.open(temporary);
                EmbeddedPostgres postgres = EmbeddedPostgres.start(data)) {
            assertThat(Deadline.isAlive(postmaster)).isFalse();
            assertThat(postgres.pid()).isNotEqualTo(postmaster);
            assertThat(Sql.read(postgres.address(), "select 1")).isEqualTo("1");
            Deadline.soon("the broker ends with its server", () -> !Deadline.isAlive(broker));
        }
    }
}
