package io.countersign.notice;

import static io.countersign.notice.MailOffice.API;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How people say how they want to be told; and a chat, which listens to a port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticeRoutesTest {

    private static final String PREFERENCES = API + "/notices/preferences";

    private final MailOffice office = new MailOffice();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(200);
    private final HttpServer chat = chat();

    private HttpServer chat() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/hook", exchange -> {
                posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(answer.get(), -1);
                exchange.close();
            });
            started.start();
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String url() {
        return "http://127.0.0.1:" + chat.getAddress().getPort() + "/hook/T0/secret";
    }

    @BeforeAll
    void theyAreThere() {
        office.hired("ann", "contributor");
        office.hired("rita", "reviewer");
    }

    @AfterEach
    void everythingIsForgotten() {
        answer.set(200);
        office.forgets();
        posted.clear();
    }

    @AfterAll
    void stop() {
        office.close();
        chat.stop(0);
    }

    private String refused(String who, String path, String body, int status) {
        Caller.Answer refusal = office.as(who).exchange("PUT", path, body);
        assertThat(refusal.status()).as(refusal.text()).isEqualTo(status);
        return refusal.json().get("detail").asString();
    }

    @Test
    void whatIsGivenIsSetAndTheRestStays() {
        assertThat(office.as("rita").get(PREFERENCES).at("/email").toString()).isEqualTo("{\"available\":true}");
        office.prefers("rita", Map.of("address", "rita@example.com"));
        office.prefers("rita", Map.of("timing", "daily", "hour", 17));
        JsonNode email = office.as("rita").get(PREFERENCES).get("email");
        assertThat(email.toString())
                .isEqualTo("{\"available\":true,\"address\":\"rita@example.com\","
                        + "\"happenings\":[\"waiting\",\"decided\",\"expiring\",\"expired\"],"
                        + "\"timing\":\"daily\",\"hour\":17,\"quiet\":false}");
        office.as("rita").exchange("PUT", PREFERENCES, "{\"email\": null}");
        assertThat(office.as("rita").get(PREFERENCES).at("/email").has("address"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rita",
                "rita@",
                "@example.com",
                "Rita <rita@example.com>",
                "rita@example.com, rolf@example.com",
                "rita@example.com\\r\\nBcc: all@example.com",
                "rita@exam ple.com",
                "rítà@example.com",
                ""
            })
    void anAddressThatIsNoneIsRefusedAndNothingIsSet(String address) {
        assertThat(refused(
                        "rita",
                        PREFERENCES,
                        "{\"chat\": {\"address\": \"" + url() + "\"}, \"email\": {\"address\": \"" + address + "\"}}",
                        400))
                .contains("email.address");
        assertThat(office.as("rita").get(PREFERENCES).at("/chat").has("address"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\": 1} | use an object with address",
                "{\"email\": {}} | email.address",
                "{\"email\": {\"address\": 1}} | use a text",
                "{\"email\": {\"address\": \"a@b.c\", \"happenings\": [\"all\"]}} | use any of waiting, decided,",
                "{\"email\": {\"address\": \"a@b.c\", \"happenings\": \"waiting\"}} | use a list of waiting,",
                "{\"email\": {\"address\": \"a@b.c\", \"timing\": \"never\"}} | use immediate, hourly or daily",
                "{\"email\": {\"address\": \"a@b.c\", \"hour\": 24}} | an hour of the day in UTC, 0 to 23",
                "{\"email\": {\"address\": \"a@b.c\", \"quiet\": \"yes\"}} | use true or false",
                "{\"email\": {\"address\": \"a@b.c\", \"kinds\": []}} | its fields are address, happenings,",
                "{\"chat\": {\"address\": \"ftp://127.0.0.1/x\"}} | ftp",
                "{\"chat\": {\"address\": \"http://10.0.0.1/hook/s3cret\"}} | 10.0.0.1"
            })
    void whatIsWrongIsTold(String body, String told) {
        assertThat(refused("rita", PREFERENCES, body, 400)).contains(told).doesNotContain("s3cret");
    }

    @Test
    void groupsAreForAdministrators() {
        assertThat(office.as("rita")
                        .exchange("PUT", API + "/notices/groups/reviewer", "{\"chat\": null}")
                        .status())
                .isEqualTo(403);
        assertThat(office.as("rita")
                        .exchange("GET", API + "/notices/groups/reviewer", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theChatOfAGroupIsToldWhatWaitsForItAndWhatBecameOfIt() {
        JsonNode set =
                office.admin().send("PUT", API + "/notices/groups/reviewer", Map.of("chat", Map.of("address", url())));
        assertThat(set.at("/chat/address").asString()).isEqualTo("http://127.0.0.1/…");
        String model = office.aModel("ann");
        String request = office.asks("ann", model);
        office.awaitTold();
        office.says("rita", request, "approve");
        office.awaitTold();
        assertThat(posted).hasSize(2);
        assertThat(text(posted.get(0)))
                .startsWith(model + ", version 1: change to Production waits for a decision")
                .contains("/requests/" + request);
        assertThat(text(posted.get(1))).startsWith(model + ", version 1: change to Production was approved");
    }

    private static String text(String json) {
        return JsonMapper.shared().readTree(json).get("text").asString();
    }

    @Test
    void aModelThatIsNamedLikeAMentionCallsNobodyInAChat() {
        office.as("rita").send("PUT", PREFERENCES, Map.of("chat", Map.of("address", url())));
        String model = office.aModel("ann");
        String name = "<!channel> @all " + model;
        office.as("ann").post(MailOffice.MLFLOW + "/registered-models/rename", Map.of("name", model, "new_name", name));
        office.asks("ann", name);
        office.awaitTold();
        assertThat(text(posted.getFirst())).startsWith("&lt;!channel&gt; @\u200ball " + model);
    }

    @Test
    void aChatThatSaysNoIsAskedNoMoreAndOneThatIsBusyIs() {
        office.as("rita").send("PUT", PREFERENCES, Map.of("chat", Map.of("address", url())));
        answer.set(503);
        office.asks("ann", office.aModel("ann"));
        office.awaitTried(1);
        answer.set(404);
        office.clock.move(Duration.ofMinutes(1));
        Deadline.soon("it has failed", () -> office.states("rita").equals(List.of("waiting failed")));
        assertThat(office.as("rita")
                        .get(API + "/notices")
                        .at("/notices/0/problem")
                        .asString())
                .isEqualTo("The chat answered 404.");
        assertThat(posted).hasSize(2);
    }

    @Test
    void whoeverAsksForATestGetsOne() {
        office.prefers("rita", Map.of("address", MailOffice.address("rita"), "timing", "daily"));
        assertThat(office.as("rita").post(API + "/notices/test", Map.of()).toString())
                .isEqualTo("{\"channels\":[\"email\"]}");
        office.awaitTold();
        assertThat(office.subjectsTo("rita")).containsExactly("A test from Countersign");
        JsonNode one = office.as("rita").get(API + "/notices").at("/notices/0");
        assertThat(one.get("happening").asString()).isEqualTo("test");
        assertThat(one.get("state").asString()).isEqualTo("sent");
        assertThat(office.as("ann").get(API + "/notices").get("notices")).isEmpty();
    }
}
