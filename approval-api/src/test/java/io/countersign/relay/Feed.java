package io.countersign.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import io.countersign.embedded.DataDirectory;
import io.countersign.embedded.EmbeddedKafka;
import io.countersign.feed.LogStream;
import io.countersign.program.LogTopic;
import io.countersign.program.Topic;
import io.countersign.program.Topic.Carried;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** A server, a real broker, and relays between the two, one after the other. */
final class Feed implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private final Path directory;
    private final DataDirectory data;
    private final EmbeddedKafka broker;

    Feed() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("countersign-feed");
        data = DataDirectory.open(directory);
        broker = EmbeddedKafka.start(data);
    }

    InProcessServer server() {
        return server;
    }

    RelaySettings settings() {
        return RelaySettings.to(broker.bootstrapServers());
    }

    String address() {
        return broker.bootstrapServers();
    }

    /** A new relay, which goes on where the last one was. */
    Relay relay() {
        return relay(settings());
    }

    Relay relay(RelaySettings settings) {
        Relay relay = new Relay(
                server.part(LogStream.class), server.sql(), Clock.systemUTC(), server.part(MeterRegistry.class));
        relay.start(settings);
        return relay;
    }

    /** The source attribute of every event. */
    String source() {
        return "urn:countersign:"
                + server.ownersSql().queryForObject("select id::text from ops.installation", String.class);
    }

    /** Everything on the topic, once it has every event of the log; what the server notes meanwhile may be on it too. */
    List<Carried> saysWhatTheLogSays() {
        Set<Told> log = Told.byTheLogOf(server);
        Set<String> ids = log.stream().map(Told::id).collect(Collectors.toSet());
        List<Carried> carried = new Topic(broker.bootstrapServers()).readUntilSeen(ids, PATIENCE);
        Set<Told> topic = carried.stream().map(Told::by).collect(Collectors.toSet());
        assertThat(topic).containsAll(log);
        assertThat(Told.byTheLogOf(server)).containsAll(topic);
        Topic.requireOrder(carried);
        new LogTopic(broker.bootstrapServers(), "countersign.log").requireRowsOf(server.database(), PATIENCE);
        return carried;
    }

    /** What the topic has once more of approvals, stages and the gate, once all that it says is there. */
    List<Carried> cdEvents() {
        Set<String> ids = Told.byTheLogOf(server).stream().map(Told::id).collect(Collectors.toSet());
        return new Topic(broker.bootstrapServers())
                .readAllUntilSeen(ids, PATIENCE).stream()
                        .filter(each -> each.event().getType().startsWith("dev.cdeventsx.countersign-"))
                        .toList();
    }

    double lag() {
        return server.part(MeterRegistry.class)
                .get("countersign.stream.lag")
                .tag("stream", Relay.NAME)
                .gauge()
                .value();
    }

    double counted(String meter) {
        return server.part(MeterRegistry.class)
                .get(meter)
                .tag("stream", Relay.NAME)
                .counter()
                .count();
    }

    /** Whether the relay has let go of the stream, as it does for a while when it could not publish. */
    boolean isLetGo() {
        return server.ownersSql()
                        .queryForList(
                                "select processor_name from ops.token_entry where owner is null and processor_name = ?",
                                String.class,
                                Relay.NAME)
                        .size()
                == 1;
    }

    /** Whether the events of a stream are known to be on the topic. */
    boolean hasCarried(String stream) {
        return Boolean.TRUE.equals(server.ownersSql()
                .queryForObject(
                        "select carried @> global_index from ops.feeds, log.domain_event_entry"
                                + " where feed = ? and aggregate_identifier = ?",
                        Boolean.class,
                        Relay.NAME,
                        stream));
    }

    long brokersPid() {
        return broker.pid();
    }

    void signalBroker(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(broker.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Override
    public void close() {
        server.close();
        broker.close();
        data.close();
        FileSystemUtils.deleteRecursively(directory.toFile());
    }
}
