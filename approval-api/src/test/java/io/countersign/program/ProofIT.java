package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands that follow, check and take away what a server signs, each as a program of its own. */
class ProofIT {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path data = Program.scratch("proof");
    private final Path watched = Program.scratch("witness");

    @Test
    void aWitnessFollowsAnOperatorChecksAndAnAuditorTakesAPackAway() throws IOException, InterruptedException {
        Ended alone = witness("http://127.0.0.1:1");
        assertThat(alone.status()).as(alone.toString()).isEqualTo(1);
        try (ServerProcess server =
                ServerProcess.start(data, "--auth", "none", "--kafka", "off", "--host", "127.0.0.1")) {
            send(server, "/api/2.0/mlflow/registered-models/create", "{\"name\": \"churn\"}");
            send(server, "/api/2.0/mlflow/model-versions/create", "{\"name\": \"churn\", \"source\": \"s3://b/m\"}");
            send(
                    server,
                    "/api/2.0/mlflow/model-versions/transition-stage",
                    "{\"name\": \"churn\", \"version\": \"1\", \"stage\": \"Staging\","
                            + " \"archive_existing_versions\": false}");
            Until.require(
                    SOON, () -> get(server, "checkpoint").startsWith("countersign/"), () -> get(server, "checkpoint"));
            String key = get(server, "key").strip();

            Ended seen = witness(server.uri().toString());
            assertThat(seen.status()).as(seen.toString()).isZero();
            assertThat(seen.out()).contains("Witness countersign/witness/", "of log  " + key);

            Ended checked = Ended.run(SOON, "check-log", "--data-dir", data.toString(), "--log-key", key);
            assertThat(checked.status()).as(checked.toString()).isZero();
            assertThat(checked.out()).contains("Every event is what it was when it was signed.");

            Path pack = data.resolve("churn.zip");
            Ended packed = Ended.run(
                    SOON,
                    "audit-pack",
                    "--server",
                    server.uri().toString(),
                    "--model",
                    "churn",
                    "--out",
                    pack.toString());
            assertThat(packed.status()).as(packed.toString()).isZero();
            assertThat(verified(0, "pack", pack.toString(), "--key", key)).contains("receipts of all 1 decisions");
            byte[] bytes = Files.readAllBytes(pack);
            Files.write(pack, Arrays.copyOf(bytes, bytes.length - 100));
            assertThat(verified(2, "pack", pack.toString(), "--key", key)).contains("nor a whole ZIP");

            Ended unknown =
                    Ended.run(SOON, "audit-pack", "--server", server.uri().toString(), "--model", "nothing");
            assertThat(unknown.status()).isEqualTo(1);
            assertThat(unknown.err()).contains("The server answers 404: ").doesNotContain("Exception");
        }
    }

    private Ended witness(String server) {
        return Ended.run(SOON, "witness", "--server", server, "--state", watched.toString(), "--once");
    }

    private static void send(ServerProcess server, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode())
                .as(path)
                .isEqualTo(200);
    }

    private static String get(ServerProcess server, String path) {
        try {
            URI address = URI.create(server.uri() + "/api/governance/v1/log/" + path);
            return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** By the one file that goes with every pack. */
    private static String verified(int status, String... arguments) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("countersign.target", "target"), "countersign-verifier.jar");
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", program.toString());
        List<String> line = Stream.concat(java, Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(status);
        return said;
    }
}
