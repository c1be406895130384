package io.countersign.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main program of the broker's own process, so that a fault that makes Kafka halt its virtual machine does not halt
 * the server. It ends when its standard input does, which is when the server that started it is gone, however it went.
 */
public final class BrokerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);
    private static final long SHUTDOWN_MILLIS = 15_000;

    private BrokerProcess() {}

    /** Takes the properties file, the cluster id, and the file to write the process id to when the broker is ready. */
    public static void main(String[] arguments) {
        daemon("parent", BrokerProcess::endWithParent);
        try {
            run(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
        } catch (IOException | RuntimeException e) {
            LOG.error("Kafka cannot run", e);
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(Path properties, String clusterId, Path ready) throws IOException {
        KafkaConfig config = KafkaConfig.fromProps(read(properties));
        formatOnce(Path.of(config.metadataLogDir()), properties, clusterId);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
        LOG.info("Ready.");
        server.awaitShutdown();
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    /** Kafka itself writes {@code meta.properties} last, so that a format that was cut off is done again. */
    private static void formatOnce(Path directory, Path properties, String clusterId) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        var output = new ByteArrayOutputStream();
        String[] command = {"format", "--cluster-id", clusterId, "--config", properties.toString(), "--ignore-formatted"
        };
        int status = StorageTool.execute(command, new PrintStream(output, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IOException("could not format " + directory + ": " + output.toString(StandardCharsets.UTF_8));
        }
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.debug("standard input is gone", e);
        }
        daemon("halt", BrokerProcess::haltAfterAWhile);
        System.exit(0);
    }

    /** Nobody is left who would end a shutdown that hangs. */
    private static void haltAfterAWhile() {
        try {
            Thread.sleep(SHUTDOWN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).start(task);
    }
}
