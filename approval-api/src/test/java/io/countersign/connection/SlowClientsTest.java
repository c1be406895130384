package io.countersign.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Line;
import io.countersign.database.ConnectionPools;
import io.countersign.signin.FirstAdmin;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is slow on purpose does not keep a connection; who has a slow line does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsTest {

    private static final String API = "/api/2.0/mlflow/";
    private static final int MOST = 40;

    private final InProcessServer server =
            InProcessServer.onAnEmptyDatabase(List.of("--server.tomcat.max-connections=" + MOST));
    private final Caller admin = new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    private final String signIn = Line.basic(FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);

    @BeforeAll
    void anAdmin() {
        server.part(FirstAdmin.class).createIfNobodyCanSignIn();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** A little each second, for longer than a head or a message may take; and a query that hangs all the time. */
    @Test
    void whatTricklesOrHangsIsGivenUpAndAFileThatTricklesArrives() throws Exception {
        String run = admin.post(API + "runs/create", Map.of("experiment_id", "0"))
                .at("/run/info/run_id")
                .asString();
        String file = "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/slow.bin";
        Duration longer = BoundedProtocol.HEAD_WITHIN.plusSeconds(12);
        int seconds = Math.toIntExact(longer.toSeconds());
        try (Connection owner = ConnectionPools.forOwner(server.database()).getConnection();
                Statement lock = owner.createStatement();
                Line query = Line.to(server);
                Line head = Line.to(server);
                Line message = Line.to(server);
                Line upload = Line.to(server)) {
            owner.setAutoCommit(false);
            lock.execute("lock table views.registered_models in access exclusive mode");
            query.request("GET", API + "registered-models/search", signIn);
            head.send("GET /version HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
            message.send("POST " + API + "runs/log-batch HTTP/1.1\r\nHost: 127.0.0.1\r\n" + signIn
                    + "\r\nContent-Length: 1000\r\n\r\n");
            upload.request("PUT", file, signIn, "Content-Length: " + 100 * seconds);
            for (int second = 0; second < seconds; second++) {
                TimeUnit.SECONDS.sleep(1);
                trickle(head, "a");
                trickle(message, " ");
                upload.send("u".repeat(100));
            }
            Line.Answer stopped = query.answer();
            owner.rollback();
            assertThat(stopped.status()).as(stopped.body()).isEqualTo(504);
            assertThat(stopped.json().get("error_code").asString()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat(Line.ask(server, "GET", API + "registered-models/search", signIn)
                            .status())
                    .as("the same without the hindrance")
                    .isEqualTo(200);
            assertThat(head.isEnded()).as("the connection without a whole head").isTrue();
            Line.Answer late = message.answer();
            assertThat(late.status()).as(late.body()).isEqualTo(408);
            assertThat(late.json().get("message").asString()).contains("too slowly");
            assertThat(upload.answer().status()).as("the upload").isEqualTo(200);
        }
    }

    private static void trickle(Line line, String text) {
        try {
            line.send(text);
        } catch (UncheckedIOException e) {
            // the server has ended it
        }
    }

    @Test
    void oneAddressDoesNotGetMoreThanHalfOfTheConnections() {
        List<Line> opened = new ArrayList<>();
        try {
            for (int line = 0; line < 2 * MOST; line++) {
                opened.add(new Line(server, "127.0.0.2").send("GET"));
            }
            assertThat(opened).filteredOn(line -> !line.isEnded()).hasSizeBetween(MOST / 2 - 2, MOST / 2);
            assertThat(Line.ask(server, "GET", "/version").status())
                    .as("from another address")
                    .isEqualTo(200);
        } finally {
            opened.forEach(Line::close);
        }
        Deadline.soon("it may connect again", () -> isAnswered("127.0.0.2"));
    }

    private boolean isAnswered(String from) {
        try (Line line = new Line(server, from)) {
            return line.request("GET", "/version").answer().status() == 200;
        } catch (AssertionError | UncheckedIOException e) {
            return false;
        }
    }
}
