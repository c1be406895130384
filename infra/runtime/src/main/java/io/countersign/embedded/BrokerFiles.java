package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The broker's files in a data directory. */
record BrokerFiles(Path directory) {

    /** Kafka takes a comma for the end of a directory's name and knows no way to escape it. */
    BrokerFiles {
        if (directory.toString().contains(",")) {
            throw StartupError.of("Kafka cannot use %s; choose a data directory without a comma.", directory);
        }
    }

    Path properties() {
        return directory.resolve("server.properties");
    }

    Path log() {
        return directory.resolve("log");
    }

    /** Holds the process id of the broker that is ready. */
    Path ready() {
        return directory.resolve("ready.pid");
    }

    void write(BrokerPorts ports) {
        try {
            Files.deleteIfExists(ready());
            try (OutputStream file = Files.newOutputStream(properties())) {
                settings(ports).store(file, "Written anew at each start");
            }
        } catch (IOException e) {
            throw StartupError.of("%s cannot be written (%s); check the disk and its permissions.", directory, e);
        }
    }

    Optional<Long> readyPid() {
        try {
            return Optional.of(Long.valueOf(Files.readString(ready()).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether a broker works in the directory: Kafka holds a lock there. */
    boolean inUse() {
        Path lock = log().resolve(".lock");
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                var held = channel.tryLock()) {
            return held == null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    /**
     * One node that is broker and controller. The controller's address is configuration here rather than a record in
     * its log ({@code format --standalone}), because the port may be another one at the next start. What was appended
     * survives the death of any process at once, and a power cut after a second: flushing each append by itself would
     * hold the feed to some twenty transactions a second.
     */
    private Properties settings(BrokerPorts ports) {
        String broker = "PLAINTEXT://%s:%d".formatted(Ports.HOST, ports.broker());
        String controller = "%s:%d".formatted(Ports.HOST, ports.controller());
        Properties settings = new Properties();
        Stream.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@" + controller,
                        "listeners=" + broker + ",CONTROLLER://" + controller,
                        "advertised.listeners=" + broker,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + log(),
                        "auto.create.topics.enable=false",
                        "log.retention.hours=-1",
                        "message.max.bytes=50331648", // more than an event can come to
                        "log.flush.interval.ms=1000",
                        "log.flush.scheduler.interval.ms=1000",
                        "default.replication.factor=1",
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=4",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "transaction.state.log.num.partitions=4",
                        "share.coordinator.state.topic.replication.factor=1",
                        "share.coordinator.state.topic.min.isr=1",
                        "share.coordinator.state.topic.num.partitions=1",
                        "group.initial.rebalance.delay.ms=0",
                        "group.coordinator.threads=1",
                        "share.coordinator.threads=1",
                        "num.network.threads=2",
                        "num.io.threads=2",
                        "background.threads=2",
                        "num.recovery.threads.per.data.dir=2",
                        "log.cleaner.dedupe.buffer.size=8388608")
                .map(line -> line.split("=", 2))
                .forEach(pair -> settings.setProperty(pair[0], pair[1]));
        return settings;
    }
}
