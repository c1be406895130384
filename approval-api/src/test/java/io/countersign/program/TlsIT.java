package io.countersign.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.assembly.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The server shows who it is by a certificate, and logs in JSON. */
class TlsIT {

    private static final String PASSWORD = "changeit";
    private static final Path FOLDER = Program.scratch("tls");
    private static final Path STORE = FOLDER.resolve("keys.p12");
    private static final Path CERTIFICATE = FOLDER.resolve("server.pem");
    private static final Path KEY = FOLDER.resolve("server.key");

    @BeforeAll
    static void aCertificate() throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process keytool = new ProcessBuilder(List.of(
                        tool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        STORE.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = store();
        pem(CERTIFICATE, "CERTIFICATE", store.getCertificate("server").getEncoded());
        pem(KEY, "PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    private static KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(STORE)) {
            store.load(content, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void pem(Path file, String kind, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + kind + "-----\n");
    }

    @Test
    void speaksTlsByACertificateInPemAndNothingElse() throws Exception {
        int port = ServerProcess.freePort();
        try (ServerProcess server = ServerProcess.launch(
                Program.scratch("tls-pem"),
                port,
                "--kafka",
                "off",
                "--log-format",
                "json",
                "--tls-certificate",
                CERTIFICATE.toString(),
                "--tls-key",
                KEY.toString())) {
            URI health = URI.create("https://127.0.0.1:" + port + "/health");
            HttpClient trusting = client(null);
            Deadline.within(Duration.ofSeconds(120), "the server answers", () -> answers(trusting, health));

            HttpResponse<String> answer = get(trusting, health);
            assertThat(answer.headers().firstValue("Strict-Transport-Security").orElse(""))
                    .startsWith("max-age=31536000");
            assertThatThrownBy(() -> get(HttpClient.newHttpClient(), health)).isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> get(client("TLSv1.1"), health)).isInstanceOf(IOException.class);
            assertThat(get(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:" + port + "/health"))
                            .statusCode())
                    .isEqualTo(400);
            get(trusting, health.resolve("/api/2.0/mlflow/users/list"));
            wrongPassword(trusting, health);
            Deadline.soon("the sign-in is logged", () -> server.err().contains("Sign-in failed"));
            assertThat(server.err().lines()).allSatisfy(TlsIT::isAnEventOfTheLog);
        }
    }

    private static void wrongPassword(HttpClient client, URI health) throws Exception {
        String basic = Base64.getEncoder().encodeToString("admin:wrong\nline".getBytes(Charset.defaultCharset()));
        client.send(
                HttpRequest.newBuilder(health.resolve("/api/2.0/mlflow/users/list"))
                        .header("Authorization", "Basic " + basic)
                        .build(),
                BodyHandlers.discarding());
    }

    private static void isAnEventOfTheLog(String line) {
        assertThat(JsonMapper.shared().readTree(line).has("message")).as(line).isTrue();
    }

    @Test
    void speaksTlsByAKeyStore() throws Exception {
        int port = ServerProcess.freePort();
        try (ServerProcess server = ServerProcess.launch(
                Program.scratch("tls-store"),
                port,
                Map.of("COUNTERSIGN_TLS_KEYSTORE_PASSWORD", PASSWORD),
                "--kafka",
                "off",
                "--tls-keystore",
                STORE.toString())) {
            URI health = URI.create("https://127.0.0.1:" + port + "/health");
            HttpClient trusting = client(null);
            Deadline.within(Duration.ofSeconds(120), "the server answers", () -> answers(trusting, health));
            assertThat(server.out()).contains("Countersign is ready at https://127.0.0.1:" + port);
            assertThat(server.out() + server.err()).doesNotContain(PASSWORD);
        }
    }

    private static boolean answers(HttpClient client, URI address) {
        try {
            return get(client, address).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    /** One that trusts the certificate, and speaks one version of the protocol if it is given. */
    private static HttpClient client(@org.jspecify.annotations.Nullable String protocol) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store().getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        HttpClient.Builder client = HttpClient.newBuilder().sslContext(context);
        if (protocol != null) {
            client.sslParameters(new SSLParameters(null, new String[] {protocol}));
        }
        return client.build();
    }
}
