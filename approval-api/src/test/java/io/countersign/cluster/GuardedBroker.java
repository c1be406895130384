package io.countersign.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Deadline;
import io.countersign.embedded.BrokerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.springframework.util.FileSystemUtils;

/** A real broker that asks who one is (SASL/PLAIN, with and without TLS) and what one may (ACLs). */
final class GuardedBroker implements AutoCloseable {

    static final String STORE_PASSWORD = "the store's password";

    private final Path directory;
    private final int sasl = freePort();
    private final int tls = freePort();
    private final Process process;

    GuardedBroker() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("countersign-guarded");
        makeCertificate();
        Path properties = directory.resolve("server.properties");
        try (OutputStream file = Files.newOutputStream(properties)) {
            settings().store(file, null);
        }
        Path ready = directory.resolve("ready.pid");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=io/countersign/embedded/broker-logback.xml",
                        "-Dcountersign.broker.log=" + directory.resolve("broker.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        properties.toString(),
                        Uuid.randomUuid().toString(),
                        ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        Deadline.within(
                Duration.ofMinutes(2),
                "a broker that is ready or has ended",
                () -> Files.exists(ready) || !process.isAlive());
        assertThat(process.isAlive())
                .as(Files.readString(directory.resolve("output")))
                .isTrue();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void makeCertificate() throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_PASSWORD,
                        "-keystore",
                        store().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    /** Holds the broker's key and the one certificate, which is to be trusted. */
    Path store() {
        return directory.resolve("broker.p12");
    }

    private Properties settings() {
        int controller = freePort();
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                Map.entry(
                        "listeners",
                        "SASL://127.0.0.1:%d,TLS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                .formatted(sasl, tls, controller)),
                Map.entry("advertised.listeners", "SASL://127.0.0.1:%d,TLS://127.0.0.1:%d".formatted(sasl, tls)),
                Map.entry("listener.security.protocol.map", "SASL:SASL_PLAINTEXT,TLS:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "SASL"),
                Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry("listener.name.sasl.plain.sasl.jaas.config", jaas()),
                Map.entry("listener.name.tls.plain.sasl.jaas.config", jaas()),
                Map.entry("ssl.keystore.location", store().toString()),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.password", STORE_PASSWORD),
                Map.entry("ssl.key.password", STORE_PASSWORD),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:admin;User:ANONYMOUS"), // the controller's listener asks nobody
                Map.entry("log.dirs", directory.resolve("log").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "2")));
        return settings;
    }

    private static String jaas() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\"of-admin\""
                + " user_admin=\"of-admin\" user_relay=\"of-relay\" user_guest=\"of-guest\";";
    }

    String address() {
        return "127.0.0.1:" + sasl;
    }

    String tlsAddress() {
        return "127.0.0.1:" + tls;
    }

    /** A file for {@code --kafka-config}. */
    Path connectionOf(String user, String password, String... more) throws IOException {
        Path file = Files.createTempFile(directory, user, ".properties");
        Properties settings = new Properties();
        settings.setProperty("security.protocol", "SASL_PLAINTEXT");
        settings.setProperty("sasl.mechanism", "PLAIN");
        settings.setProperty(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
        for (int i = 0; i < more.length; i += 2) {
            settings.setProperty(more[i], more[i + 1]);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        return file;
    }

    void allow(String user, ResourceType type, String prefix, AclOperation... operations) throws Exception {
        try (Admin admin = Admin.create(
                KafkaCluster.at(address(), connectionOf("admin", "of-admin")).properties())) {
            for (AclOperation operation : operations) {
                AclBinding binding = new AclBinding(
                        new ResourcePattern(type, prefix, PatternType.PREFIXED),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
                admin.createAcls(List.of(binding)).all().get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        FileSystemUtils.deleteRecursively(directory);
    }
}
