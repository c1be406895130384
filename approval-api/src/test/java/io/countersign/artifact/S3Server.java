package io.countersign.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Adobe's S3 server as a process, which checks sizes of parts, tags and ranges as S3 does; it takes any credentials. */
public final class S3Server {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = freePort();

    private S3Server() {
        try {
            Path files = Files.createTempDirectory("s3");
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            ProcessBuilder builder = new ProcessBuilder(
                    java.toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", jar().toString());
            builder.environment().put("SERVER_PORT", Integer.toString(freePort()));
            builder.environment().put("COM_ADOBE_TESTING_S3MOCK_HTTP_PORT", Integer.toString(port));
            builder.environment().put("COM_ADOBE_TESTING_S3MOCK_STORE_ROOT", files.toString());
            builder.redirectErrorStream(true)
                    .redirectOutput(files.resolve("log").toFile());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await();
    }

    public static S3Server shared() {
        return Holder.SERVER;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private void await() {
        Instant end = Instant.now().plus(PATIENCE);
        try (S3Client client = client()) {
            while (true) {
                try {
                    client.listBuckets();
                    return;
                } catch (SdkException e) {
                    if (Instant.now().isAfter(end)) {
                        throw e;
                    }
                    Thread.sleep(200);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path jar() {
        return Path.of("target", "s3mock.jar").toAbsolutePath();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {

        static final S3Server SERVER = new S3Server();
    }
}
