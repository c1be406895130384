package io.countersign.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Caller.Answer;
import io.countersign.assembly.InProcessServer;
import io.countersign.signin.FirstAdmin;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a point in the history can be called, and what it cannot be. */
class PointsTest {

    private static final String MODEL = "/api/2.0/mlflow/registered-models/get?name=old";

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    private static Caller admin;
    private static List<Map<String, Object>> events;

    @BeforeAll
    static void aModelThatWasDescribedTwice() throws InterruptedException {
        SERVER.part(FirstAdmin.class).createIfNobodyCanSignIn();
        admin = new Caller(SERVER, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
        admin.post("/api/2.0/mlflow/registered-models/create", Map.of("name", "old", "description", "first"));
        for (String description : List.of("second", "third")) {
            Thread.sleep(20); // of two events of one millisecond the last would be meant
            admin.send(
                    "PATCH",
                    "/api/2.0/mlflow/registered-models/update",
                    Map.of("name", "old", "description", description));
        }
        events = SERVER.ownersSql().queryForList("""
                select event_identifier, time_stamp from log.domain_event_entry where type = 'RegisteredModel'
                order by global_index""");
    }

    @Test
    void anEventIsKnownFromItselfOn() {
        assertThat(description(id(0))).isEqualTo("first");
        assertThat(description(id(1))).isEqualTo("second");
        assertThat(description(id(2))).isEqualTo("third");
    }

    @Test
    void aTimeMeansWhatWasRecordedByThen() {
        assertThat(description(time(1).toString())).isEqualTo("second");
        assertThat(description(time(1).minusMillis(1).toString())).isEqualTo("first");
        assertThat(description(time(2).plusMillis(1).toString())).isEqualTo("third");
    }

    @Test
    void aTimeMayHaveAnyOffset() {
        String inIndia =
                time(1).atOffset(java.time.ZoneOffset.ofHoursMinutes(5, 30)).toString();

        assertThat(description(inIndia.replace("+", "%2B"))).isEqualTo("second");
        assertThat(description(inIndia)).as("with a plus that nobody encoded").isEqualTo("second");
    }

    @Test
    void theAnswerSaysWhichPointItIsOf() {
        Answer answer = ask(MODEL + "&as_of=" + time(1));

        assertThat(answer.headers().firstValue("Countersign-As-Of-Event")).contains(id(1));
        assertThat(answer.headers().firstValue("Countersign-As-Of")).contains(time(1).toString());
    }

    @Test
    void beforeItsFirstEventAModelIsNotThere() {
        Answer answer = ask(MODEL + "&as_of=" + time(0).minusMillis(1));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("Registered Model with name=old not found");
    }

    @Test
    void beforeTheFirstEventNothingIsKnown() {
        Answer answer = ask(MODEL + "&as_of=2001-01-01T00:00:00Z");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("2001-01-01T00:00:00Z", "the first event was recorded at " + firstEver());
    }

    @Test
    void whatIsYetToComeIsNotTold() {
        Answer answer = ask(MODEL + "&as_of=" + Instant.now().plusSeconds(60));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("that is yet to come");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-23",
                "2026-11-23T12:00:00",
                "1795435200000",
                "%00",
                "'%3B--",
                "01a2069168b37d6c8323a74a32763044",
                "9999999999-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z"
            })
    void whatIsNeitherATimeNorAnEventIsRefused(String asOf) {
        Answer answer = ask(MODEL + "&as_of=" + asOf);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("as_of").doesNotContain("\u0000");
    }

    @Test
    void anEventThatNeverWasIsRefused() {
        Answer answer = ask(MODEL + "&as_of=01a20691-68b3-7d6c-8323-a74a32763044");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("there is no event of that id");
    }

    @Test
    void whatHasNoPastIsNotToldAsIfItHad() {
        Answer runs = ask("/api/2.0/mlflow/experiments/get?experiment_id=0&as_of=" + id(0));
        Answer change = admin.exchange(
                "POST", "/api/2.0/mlflow/registered-models/create?as_of=" + id(0), "{\"name\": \"in the past\"}");

        assertThat(List.of(runs, change)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("is told as it is now alone");
        });
        assertThat(ask("/api/2.0/mlflow/registered-models/get?name=in%20the%20past")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoAsksAboutThePastLeavesThePresentAsItIs() {
        description(id(0));

        assertThat(ask(MODEL).json().at("/registered_model/description").asString())
                .isEqualTo("third");
    }

    private static Instant firstEver() {
        return Instant.parse(SERVER.ownersSql()
                .queryForObject(
                        "select time_stamp from log.domain_event_entry order by global_index limit 1", String.class));
    }

    private static String description(String asOf) {
        return ask(MODEL + "&as_of=" + asOf)
                .json()
                .at("/registered_model/description")
                .asString();
    }

    private static Answer ask(String path) {
        return admin.ask("GET", path, BodyPublishers.noBody());
    }

    private static String id(int event) {
        return String.valueOf(events.get(event).get("event_identifier"));
    }

    private static Instant time(int event) {
        return Instant.parse(String.valueOf(events.get(event).get("time_stamp")));
    }
}
