package io.countersign.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Line;
import io.countersign.signin.FirstAdmin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are larger than the server takes, and those that are just not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestSizesTest {

    private static final String LOG_BATCH = "/api/2.0/mlflow/runs/log-batch";
    private static final String THREADS = "/api/governance/v1/requests/0/threads";
    private static final String POLICIES = "/api/governance/v1/policies/simulate";
    private static final int MEGABYTE = 1024 * 1024;

    private final InProcessServer server = InProcessServer.onAnEmptyDatabase();
    private final String signIn = Line.basic(FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);

    @BeforeAll
    void anAdmin() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aTokenWithManyGroupsIsRead() {
        Line.Answer answer = Line.ask(server, "GET", "/version", "Authorization: Bearer " + "g".repeat(30_000));
        assertThat(answer.status())
                .as("an unknown token, but one that was read")
                .isEqualTo(401);
    }

    @Test
    void aHeadThatIsLargerThanTheServerTakesIsRefusedInTheFormOfTheContract() {
        refused(431, Line.ask(server, "GET", "/version", "Authorization: Bearer " + "g".repeat(40_000)));
        refused(431, Line.ask(server, "GET", "/version?" + "q".repeat(40_000)));
        String[] many = Stream.generate(() -> "X-A: b").limit(150).toArray(String[]::new);
        refused(431, Line.ask(server, "GET", "/version", many));
    }

    private static void refused(int status, Line.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.json().get("error_code").asString()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(answer.header("Retry-After"))
                .as("clients would send it again")
                .isEmpty();
    }

    private static void refusedAsProblem(int status, String type, Line.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(media -> assertThat(media).startsWith("application/problem+json"));
        assertThat(answer.json().get("type").asString()).isEqualTo("urn:countersign:problem:" + type);
        assertThat(answer.header("Retry-After")).isEmpty();
    }

    private Line.Answer post(String target, byte[] body, String... headers) {
        String[] all = Stream.concat(Stream.of(headers), Stream.of(signIn, "Content-Length: " + body.length))
                .toArray(String[]::new);
        try (Line line = Line.to(server)) {
            return line.request("POST", target, all).send(body).answer();
        }
    }

    private Line.Answer postInChunks(String target, byte[] body) {
        try (Line line = Line.to(server)) {
            line.request("POST", target, signIn, "Transfer-Encoding: chunked");
            int size = 64 * 1024;
            for (int at = 0; at < body.length; at += size) {
                int length = Math.min(size, body.length - at);
                line.send(Integer.toHexString(length) + "\r\n");
                line.send(Arrays.copyOfRange(body, at, at + length)).send("\r\n");
            }
            return line.send("0\r\n\r\n").answer();
        }
    }

    private static byte[] comment(int bytes) {
        return ("{\"body\":\"" + "x".repeat(bytes) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedInTheFormOfItsInterface() {
        refused(413, post(LOG_BATCH, comment(33 * MEGABYTE)));
        refusedAsProblem(413, "body-too-large", post(THREADS, comment(33 * MEGABYTE)));
        refusedAsProblem(413, "body-too-large", post(POLICIES, comment(300 * 1024)));
    }

    @Test
    void aBodyThatDoesNotSayHowLargeItIsIsRefusedAllTheSame() {
        refused(413, postInChunks(LOG_BATCH, comment(33 * MEGABYTE)));
        refusedAsProblem(413, "body-too-large", postInChunks(THREADS, comment(33 * MEGABYTE)));
        assertThat(postInChunks(LOG_BATCH, comment(31 * MEGABYTE)).body())
                .as("one that is not too large")
                .contains("Missing value for required parameter 'run_id'");
    }

    /** Two bytes each would be a gigabyte of objects from 32 megabytes. */
    @ParameterizedTest
    @ValueSource(strings = {"[],", "1,", "{\"a\":1},"})
    void aBodyOfAMillionValuesIsTooLargeHoweverFewBytesTheyAre(String value) {
        byte[] body = ("{\"metrics\":[" + value.repeat(600_000) + "0]}").getBytes(StandardCharsets.US_ASCII);
        refused(413, post(LOG_BATCH, body));
        refusedAsProblem(413, "body-too-large", post(THREADS, body));
    }

    @Test
    void aCompressedBodyIsNotDecompressed() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(comment(64 * MEGABYTE));
        }
        refused(415, post(LOG_BATCH, bomb.toByteArray(), "Content-Encoding: gzip"));
        refusedAsProblem(
                415, "content-coding-unsupported", post(THREADS, bomb.toByteArray(), "Content-Encoding: gzip"));
        assertThat(post(LOG_BATCH, comment(1), "Content-Encoding: identity").status())
                .isEqualTo(400);
    }

    @Test
    void aBodyThatBreaksOffIsNoFaultOfTheServer() {
        try (Line line = Line.to(server)) {
            line.request("POST", LOG_BATCH, signIn, "Transfer-Encoding: chunked")
                    .send("5\r\n{\"a\":\r\nzz\r\n");
            assertThat(line.answer().status()).isEqualTo(400);
        }
    }
}
