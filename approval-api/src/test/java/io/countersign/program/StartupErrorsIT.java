package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.database.DatabaseAddress;
import io.countersign.program.EventLog.Entry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that cannot start says why in one line; one that stops takes all with it; one that is killed comes back. */
class StartupErrorsIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    /** Some text; whose does not matter where nobody is asked. */
    private static final Path SECRET = Path.of("pom.xml").toAbsolutePath();

    /** Ended, with this on standard error and nothing else there that a person would have to read past. */
    private static void refused(Ended ended, String... words) {
        assertThat(ended.status()).as(ended.toString()).isNotZero();
        assertThat(ended.err().lines().filter(line -> !line.isBlank()))
                .as("standard error")
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("countersign: ").contains(words));
        assertThat(ended.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    private static Ended serve(Path data, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "serve";
        arguments[1] = "--data-dir";
        arguments[2] = data.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Ended.run(SOON, Map.of("COUNTERSIGN_PORT", Integer.toString(ServerProcess.freePort())), arguments);
    }

    @Nested
    class NothingIsStarted {

        private final Path data = Program.scratch("refused");

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "--auth=keycloak | needs the address of the OpenID provider",
                    "--auth=oidc | must be 'local', 'keycloak' or 'none'",
                    "--auth=keycloak --issuer=http://id.example/realms/x | must be an https address",
                    "--auth=keycloak --issuer=https://id.example/ | must be an https address",
                    "--auth=keycloak --issuer=https://id.example/realms/x | needs the secret of the client",
                    "--auth=keycloak --issuer=https://id.example/realms/x --client-id=countersign | must differ",
                    "--auth=keycloak --issuer=https://id.example/realms/x --client-secret-file=/nowhere | cannot be read",
                    "--log-format=xml | must be 'text' or 'json'",
                    "--trusted-proxies=proxy.example | must be addresses like 10.1.2.3 or blocks like 10.1.0.0/16",
                    "--default-permission=EDIT | --default-permission must be READ or NO_PERMISSIONS, not 'EDIT'",
                    "--rate-limit=many | --rate-limit must be a number up to 1000000, or 'off'",
                    "--anonymous-rate-limit=-1 | --anonymous-rate-limit must be a number",
                    "--concurrency-limit=1.5 | --concurrency-limit must be a number",
                    "--max-header-size=1MB | --max-header-size must be from 8KB to 256KB",
                    "--tls-certificate=/nowhere | belong together",
                    "--tls-certificate=/nowhere --tls-key=/nowhere | cannot be used",
                    "--tls-keystore=/nowhere | PKCS #12",
                    "--tls-keystore=/nowhere --tls-key=/nowhere | takes the place"
                })
        void whenSignInCertificatesLogsOrLimitsAreSetUpWrongly(String options, String message) {
            refused(serve(data, options.split(" ")), message);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"quants=owner | none of the roles viewer", "quants | must be like theirs=ours"})
        void whenWhatTheProviderSaysMeansNothing(String mapping, String message) {
            String[] options = {
                "--auth=keycloak",
                "--issuer=https://id.example/realms/x",
                "--map-role=" + mapping,
                "--client-secret-file=" + SECRET
            };
            refused(serve(data, options), message);
        }

        @AfterEach
        void andNothingIsLeft() {
            assertThat(Family.in(data)).isEmpty();
        }

        @Test
        void whereAnotherServerUsesTheDataDirectory() {
            Path used = TheServer.shared().data();
            refused(serve(used), "Another server", "" + TheServer.shared().pid(), used.toString());
            assertThat(TheServer.shared().isHealthy()).isTrue();
        }

        @Test
        void onAPortThatIsTaken() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                String port = Integer.toString(taken.getLocalPort());
                refused(serve(data, "--port", port), "Port " + port, "--port");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"lots", "0", "-1MB"})
        void withALimitThatIsNoSize(String size) {
            refused(
                    serve(data, "--kafka=off", "--evidence-max-size=" + size),
                    "--evidence-max-size must be a size like 64MB or 1GB, not '" + size + "'.");
        }

        @Test
        void withADatabaseThatDoesNotAnswer() {
            refused(
                    serve(
                            data,
                            "--kafka=off",
                            "--database=jdbc:postgresql://127.0.0.1:" + ServerProcess.freePort() + "/x?user=u"),
                    "The database u@jdbc:postgresql://127.0.0.1:",
                    "check that it runs");
        }

        @Test
        void withAWrongPasswordForTheDatabaseWhichIsNotShown() {
            String url = TheServer.shared().database().jdbcUrl() + "?user=postgres&password=open-sesame";
            Ended ended = serve(data, "--kafka=off", "--database=" + url);
            refused(ended, "cannot be used", "password");
            assertThat(ended.err()).doesNotContain("open-sesame");
        }

        @Test
        void withAnotherSecretKeyThanTheOneOfItsDatabase() {
            DatabaseAddress database = TheServer.shared().database();
            String url = database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
            refused(serve(data, "--kafka=off", "--database=" + url), "another secret key", "--secret-key-file");
        }

        @Test
        void withABrokerThatDoesNotAnswer() {
            String broker = "127.0.0.1:" + ServerProcess.freePort();
            refused(serve(data, "--kafka=" + broker), "Kafka at " + broker, "--kafka off");
        }

        @Test
        void thatWouldLetTheWholeNetworkInWithoutSigningIn() {
            refused(serve(data, "--auth=none", "--host=0.0.0.0"), "--auth none", "127.0.0.1");
        }

        @Test
        void inADirectoryThatIsAFile() throws IOException {
            Path file = Files.createFile(data.resolve("file"));
            refused(serve(file), file.toString(), "directory");
        }

        @ParameterizedTest
        @CsvSource({
            "--auth=password, --auth must be",
            "--kafka=somewhere, --kafka must be",
            "--database=mysql://x, --database must be",
            "--allow-address=10.0.0.0/99, 10.0.0.0/99",
            "--webhook-retention=forever, --webhook-retention must be",
            "--secret-key-file=/no/such/file, /no/such/file",
            "--trust-certificates=/no/such/file, The certificates in /no/such/file cannot be read",
            "--host=no.such.host.invalid, --host no.such.host.invalid"
        })
        void withAnOptionThatMakesNoSense(String option, String words) {
            refused(serve(data, option), words);
        }

        @ParameterizedTest
        @CsvSource({"--port=http", "--port=99999", "--colour=red", "nonsense"})
        void withAnOptionThatIsNone(String option) {
            Ended ended = serve(data, option);
            assertThat(ended.status()).isNotZero();
            assertThat(ended.err()).doesNotContain("Exception").doesNotContain("\tat ");
            assertThat(ended.err().lines().findFirst().orElse("")).contains(option.replaceFirst("=.*", ""));
        }

        @Test
        void onADiskThatIsFull() throws Exception {
            Path disk = Files.createDirectory(data.resolve("disk"));
            assumeTrue(
                    succeeds("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()),
                    "only root may mount a small disk");
            try {
                refused(serve(disk), "full", "16 MB", disk.toString());
            } finally {
                assertThat(succeeds("umount", disk.toString())).isTrue();
            }
        }

        private boolean succeeds(String... command) throws IOException, InterruptedException {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        }
    }

    @Test
    void aCheckStartsStopsAndLeavesNobodyWithAPasswordThatWasNotSeen() {
        Path data = Program.scratch("check");

        Ended checked = serve(data, "--check", "--kafka=off");

        assertThat(checked.status()).as(checked.toString()).isZero();
        assertThat(checked.out()).isEmpty();
        assertThat(Family.in(data)).isEmpty();
        try (ServerProcess first = ServerProcess.start(data, "--kafka=off")) {
            assertThat(first.out()).contains("as admin with the password");
        }
    }

    @Test
    void aServerStopsAllThatItStartedAndLosesNothingWhenItIsKilled() {
        Path data = Program.scratch("stop");
        ServerProcess first = ServerProcess.start(data);
        try {
            long broker = first.broker();
            long postmaster = first.postmaster();
            Person ann = Person.withRole(first, "contributor");
            String kept = aModel(ann);
            first.kill();
            assertThat(ProcessHandle.of(postmaster))
                    .as("the database outlives the server")
                    .isPresent();

            ServerProcess second = ServerProcess.start(data, first.port());
            try {
                Http same = ann.on(second).http();
                assertThat(same.get(Http.API + "registered-models/get?name=" + kept)
                                .status())
                        .isEqualTo(200);
                assertThat(second.broker())
                        .as("the orphan's port and files were free again")
                        .isNotEqualTo(broker);
                String more = aModel(ann.on(second));
                List<Entry> log = new EventLog(second.database()).all();
                assertThat(log.stream().map(Entry::payload).collect(Collectors.joining()))
                        .contains(kept, more);
                Topic.requireOrder(new Topic(second.kafka())
                        .readUntilSeen(
                                log.stream().map(Entry::id).collect(Collectors.toSet()), Duration.ofSeconds(60)));
                second.terminate();
            } finally {
                second.close();
            }
        } finally {
            first.close();
        }
        aNewerReleasesSchemaIsLeftAlone(data);
    }

    private static String aModel(Person person) {
        String name = "kept-" + Person.unique();
        person.http()
                .post(Http.API + "registered-models/create", Map.of("name", name))
                .ok();
        return name;
    }

    /** As if a later release had brought the schema forward, in a directory that is otherwise in order. */
    private static void aNewerReleasesSchemaIsLeftAlone(Path data) {
        ServerProcess server = ServerProcess.start(data, "--kafka=off");
        try {
            new EventLog(server.database())
                    .execute(
                            "insert into log.flyway_schema_history (installed_rank, version, description, type, script,"
                                    + " checksum, installed_by, execution_time, success) values (999, '999', 'of the future',"
                                    + " 'SQL', 'V999__of_the_future.sql', 1, 'postgres', 1, true)");
            server.terminate();
        } finally {
            server.close();
        }
        refused(serve(data, "--kafka=off"), "schema log is of a newer release", "start that release");
        assertThat(Family.in(data)).isEmpty();
    }

    @Test
    void aBrokerThatIsKilledWhileItStartsIsStartedAgainAndGetsEveryEvent() {
        ServerProcess server = ServerProcess.start(Program.scratch("broker"));
        try {
            Until.require(SOON, () -> broker(server).isPresent(), server::err);
            broker(server).ifPresent(ProcessHandle::destroyForcibly);
            new Topic(server.kafka())
                    .readUntilSeen(
                            new EventLog(server.database())
                                    .all().stream().map(Entry::id).collect(Collectors.toSet()),
                            SOON);
            assertThat(server.err()).contains("countersign: Kafka did not start");
            server.terminate();
        } finally {
            server.close();
        }
    }

    private static Optional<ProcessHandle> broker(ServerProcess server) {
        return Victim.BROKER.in(server, RandomGenerator.getDefault());
    }

    @Test
    void aServerThatIsAskedToEndWhileItStartsLeavesNothingBehind() {
        Path data = Program.scratch("early");
        ServerProcess server = ServerProcess.launch(data, ServerProcess.freePort());
        try {
            Until.require(SOON, () -> Files.exists(data.resolve("postgresql/postmaster.pid")), server::err);
            server.terminate();
        } finally {
            server.close();
        }
    }
}
