package io.countersign.embedded;

import io.countersign.startup.StartupError;
import org.apache.kafka.common.Uuid;

/**
 * The Kafka broker of one data directory: one node on the loopback address, in a process of its own that ends with this
 * one, started again when it dies.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final BrokerPorts ports;
    private final Supervisor supervisor;

    private EmbeddedKafka(BrokerPorts ports, Supervisor supervisor) {
        this.ports = ports;
        this.supervisor = supervisor;
    }

    /**
     * Starts it and waits until it takes requests.
     *
     * @throws StartupError when it cannot be started
     */
    public static EmbeddedKafka start(DataDirectory data) throws InterruptedException {
        BrokerFiles files = new BrokerFiles(data.directory("kafka"));
        JsonFile<BrokerPorts> kept = new JsonFile<>(data.path().resolve("kafka.json"), BrokerPorts.class);
        BrokerServer.awaitOrphan(files);
        BrokerPorts ports = kept.read().orElseGet(() -> kept.write(firstTime()));
        if (!ports.areFree()) {
            ports = kept.write(ports.elsewhere());
        }
        BrokerServer server = new BrokerServer(files, ports, data.log("kafka.log"));
        return new EmbeddedKafka(ports, new Supervisor("Kafka", server, server.launch()));
    }

    private static BrokerPorts firstTime() {
        return BrokerPorts.at(Ports.free(), Uuid.randomUuid().toString());
    }

    public String bootstrapServers() {
        return Ports.HOST + ":" + ports.broker();
    }

    /** Of the broker that runs now. */
    public long pid() {
        return supervisor.process().pid();
    }

    /** Stops it within seconds. */
    @Override
    public void close() {
        supervisor.close();
    }
}
