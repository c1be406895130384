package io.countersign.signin;

import static io.countersign.signin.ToyServer.basic;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.ActingAs;
import io.countersign.access.SignedIn;
import io.countersign.access.ToyController;
import io.countersign.identity.Role;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String OTHER_PASSWORD = "another horse battery";

    private final ToyServer server = new ToyServer(ToyController.class);
    private JdbcClient jdbc = TestDatabase.empty();

    @BeforeEach
    void aViewerAReviewerAndAnAdmin() {
        jdbc = TestDatabase.empty();
        server.part(UserChanges.class).happened();
        ActingAs.signIn(SignedIn.SYSTEM);
        create("viv", Role.VIEWER);
        create("rob", Role.REVIEWER);
        create("ada", Role.ADMIN);
        ActingAs.nobody();
    }

    private void create(String name, Role role) {
        server.part(Users.class).create(name, PASSWORD, Set.of(role), Set.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void healthIsOpenAndNothingElse() {
        assertThat(server.get("/health").body()).isEqualTo("OK");
        HttpResponse<String> refused = server.get("/me");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"mlflow\"");
        assertThat(refused.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(refused.body()).startsWith("Sign in with a user name and password");
        assertThat(server.post("/health").statusCode()).isEqualTo(401);
        assertThat(server.get("/nowhere").statusCode()).isEqualTo(401);
    }

    @Test
    void aWrongNameAndAWrongPasswordGetTheSameAnswer() {
        HttpResponse<String> wrongName = server.get("/me", basic("nobody", PASSWORD));
        HttpResponse<String> wrongPassword = server.get("/me", basic("viv", OTHER_PASSWORD));
        assertThat(wrongName.statusCode()).isEqualTo(401);
        assertThat(wrongPassword.statusCode()).isEqualTo(401);
        assertThat(wrongName.body()).isEqualTo(wrongPassword.body());
        assertThat(server.get("/me", "Authorization", "Basic !!!").statusCode()).isEqualTo(401);
        assertThat(server.get("/me", "Authorization", "Bearer x").statusCode()).isEqualTo(401);
    }

    @Test
    void whoSignsInIsNamedInTheMetadataOfTheirCommands() {
        String me = server.get("/me", with(basic("VIV", PASSWORD), "X-Request-Id", "r-1", "X-Correlation-Id", "story"))
                .body();
        assertThat(me)
                .contains("\"name\":\"viv\"", "\"authentication\":\"basic\"", "\"requestId\":\"r-1\"")
                .contains("\"correlationId\":\"story\"", "\"acting\":\"[VIEWER]\"")
                .contains("\"actor\":\""
                        + new UserQueries(jdbc).find("viv").orElseThrow().subject());
    }

    @Test
    void everyAnswerNamesItsRequest() {
        assertThat(server.get("/me", "X-Request-Id", "r-1").headers().firstValue("X-Request-Id"))
                .contains("r-1");
        assertThat(server.get("/health", "X-Request-Id", "bad id").headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).hasSize(36));
    }

    @Test
    void theRoleDecides() {
        HttpResponse<String> denied = server.post("/decide", basic("viv", PASSWORD));
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body())
                .isEqualTo("Permission denied: to approve or reject transitions (DECIDE_TRANSITION) one needs the role"
                        + " contributor, or CAN_MANAGE_STAGING_VERSIONS on the object; you have viewer.");
        assertThat(server.post("/decide", basic("rob", PASSWORD)).body()).isEqualTo("decided");
    }

    @Test
    void theManagementPagesAreForAdmins() {
        assertThat(server.get("/actuator/metrics").statusCode()).isEqualTo(401);
        HttpResponse<String> denied = server.get("/actuator/metrics", basic("rob", PASSWORD));
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body()).contains("OPERATE_SERVER", "admin");
        assertThat(server.get("/actuator/metrics", basic("ada", PASSWORD)).body())
                .isEqualTo("metrics");
    }

    @Test
    void anAnswerThatComesLaterAndAnErrorPageAreOfTheSameRequest() {
        assertThat(server.get("/later", basic("viv", PASSWORD)).body()).isEqualTo("later");
        assertThat(server.get("/broken", basic("viv", PASSWORD)).statusCode()).isEqualTo(500);
        assertThat(server.get("/nowhere", basic("viv", PASSWORD)).statusCode()).isEqualTo(404);
        assertThat(server.get("/error", basic("viv", PASSWORD)).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "http://127.0.0.1:1", "null", "http://127.0.0.1.evil.example", "::"})
    void aPageOfAnotherSiteChangesNothing(String origin) {
        assertThat(server.post("/decide", with(basic("rob", PASSWORD), "Origin", origin))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aBrowserThatSaysWhereItComesFromIsBelieved() {
        List<String> statuses = Stream.of("cross-site", "same-site", "same-origin", "none")
                .map(site -> site + " "
                        + server.post("/decide", with(basic("rob", PASSWORD), "Sec-Fetch-Site", site))
                                .statusCode())
                .toList();
        assertThat(statuses).containsExactly("cross-site 403", "same-site 403", "same-origin 200", "none 200");
        assertThat(server.get("/me", with(basic("rob", PASSWORD), "Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void ourOwnPagesMayAsk() {
        String own = "http://127.0.0.1:" + server.port();
        assertThat(server.post("/decide", with(basic("rob", PASSWORD), "Origin", own))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersAreNotEmbeddedGuessedAtOrKept() {
        var headers = server.get("/me", basic("viv", PASSWORD)).headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; frame-ancestors 'none'");
        assertThat(headers.firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aPasswordThatAnotherNodeChangesFailsAtOnce() {
        await(() -> isRemembered("viv"));
        AnotherNode.changePassword(server, "viv", OTHER_PASSWORD);
        await(() -> status("viv", PASSWORD) == 401);
        assertThat(status("viv", OTHER_PASSWORD)).isEqualTo(200);
    }

    @Test
    void aRoleThatAnotherNodeTakesAwayIsGoneAtOnce() throws SQLException {
        await(() -> isRemembered("rob"));
        AnotherNode.run("update ops.users set roles = '{viewer}' where username = 'rob'", "rob");
        await(() -> server.post("/decide", basic("rob", PASSWORD)).statusCode() == 403);
    }

    @Test
    void aUserWhoWasRemovedHereIsGoneWithTheAnswer() {
        await(() -> isRemembered("viv"));
        ActingAs.signIn(SignedIn.SYSTEM);
        server.part(Users.class).delete("viv");
        ActingAs.nobody();
        assertThat(status("viv", PASSWORD)).isEqualTo(401);
    }

    @Test
    void whileChangesAreNotHeardEveryRequestReadsTheRow() throws SQLException {
        await(() -> isRemembered("viv"));
        jdbc.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?")
                .param(ToyServer.LISTENER)
                .query((row, number) -> number)
                .list();
        await(() -> !isRemembered("viv", false));
        jdbc.sql("update ops.users set password_hash = null where username = 'viv'")
                .update();
        assertThat(status("viv", PASSWORD)).isEqualTo(401);
        await(() -> isRemembered("rob"));
    }

    @Test
    void whoTriesManyPasswordsMustWaitButIsNotKeptOutWhenRemembered() {
        assertThat(status("ada", PASSWORD)).isEqualTo(200);
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(status("ada", "wrong " + attempt)).isEqualTo(401);
        }
        HttpResponse<String> slowed = server.get("/me", basic("ada", "wrong again"));
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).contains("1");
        assertThat(slowed.body())
                .isEqualTo("{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\","
                        + "\"message\":\"Too many failed sign-ins. Try again later.\"}");
        assertThat(status("ada", PASSWORD)).isEqualTo(200);
    }

    private int status(String username, String password) {
        return server.get("/me", basic(username, password)).statusCode();
    }

    private boolean isRemembered(String username) {
        return isRemembered(username, true);
    }

    private boolean isRemembered(String username, boolean signInFirst) {
        if (signInFirst) {
            assertThat(status(username, PASSWORD)).isEqualTo(200);
        }
        return server.part(Identities.class).remembered(username).isPresent();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.concat(Arrays.stream(headers), Arrays.stream(more)).toArray(String[]::new);
    }

    /** What another node does, which shares the database with this one and nothing else. */
    private static final class AnotherNode {

        static void changePassword(ToyServer server, String username, String password) {
            UserQueries queries = new UserQueries(JdbcClient.create(TestDatabase.source()));
            Users users = new Users(
                    server.part(Town.class),
                    queries,
                    server.part(Passwords.class),
                    new UserChanges(),
                    ActingAs.current(),
                    SignInMode.LOCAL);
            ActingAs.signIn(SignedIn.SYSTEM);
            users.updatePassword(username, password);
            ActingAs.nobody();
        }

        /** In one transaction on a connection of its own. */
        static void run(String update, String username) throws SQLException {
            try (Connection elsewhere = DriverManager.getConnection(TestDatabase.url());
                    Statement statement = elsewhere.createStatement()) {
                elsewhere.setAutoCommit(false);
                statement.execute(update);
                statement.execute("select pg_notify('countersign_identities', subject_id) from ops.users"
                        + " where username = '" + username + "'");
                elsewhere.commit();
            }
        }
    }
}
