package io.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.startup.StartupError;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @TempDir
    Path temporary;

    @Test
    void keepsItsRecordsOverARestartOnOtherPortsAndAfterBeingKilled() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary.resolve("with a space"))) {
            Feed feed;
            try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
                feed = new Feed(kafka.bootstrapServers(), "feed");
                feed.create();
                feed.write("approved");
            }
            int port = Integer.parseInt(feed.bootstrapServers().split(":", -1)[1]);
            try (ServerSocket squatter = new ServerSocket(port, 1, InetAddress.getByName(Ports.HOST));
                    EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
                assertThat(kafka.bootstrapServers()).doesNotContain(":" + squatter.getLocalPort());
                Feed moved = new Feed(kafka.bootstrapServers(), "feed");
                assertThat(moved.read(1)).containsExactly("approved");
                long killed = kafka.pid();
                Deadline.kill(killed);
                Deadline.soon("another broker", () -> kafka.pid() != killed);
                moved.write("archived");
                assertThat(moved.read(2)).containsExactly("approved", "archived");
            }
        }
    }

    @Test
    void refusesADirectoryThatKafkaWouldTakeForTwo() {
        try (DataDirectory data = DataDirectory.open(temporary.resolve("one,two"))) {
            assertThatThrownBy(() -> EmbeddedKafka.start(data))
                    .isInstanceOf(StartupError.class)
                    .hasMessageContaining("without a comma");
        }
    }
}
