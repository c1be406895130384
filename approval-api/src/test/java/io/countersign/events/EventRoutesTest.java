package io.countersign.events;

import static io.countersign.events.Reader.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.Workshop;
import io.countersign.governance.Office;
import io.countersign.identity.SubjectId;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.run.RunId;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What who comes for events is answered. */
class EventRoutesTest {

    private static final String RUN_STARTED = "io.countersign.run.started.v1";
    private static final String APPROVED = "dev.cdeventsx.countersign-request.approved.0.1.0";
    private static final String STAGE_CHANGED = "dev.cdeventsx.countersign-stage.changed.0.1.0";

    @AutoClose
    private static final Office OFFICE = new Office();

    private static final Caller ADMIN = OFFICE.admin();
    private static final Caller ANN = OFFICE.hire("ann", "contributor");
    private static final Caller ROLF = OFFICE.hire("rolf", "reviewer");

    private final Workshop workshop = Workshop.on(OFFICE.server());

    private static Caller.Answer ask(Caller who, String query) {
        return who.ask("GET", EVENTS + query, BodyPublishers.noBody());
    }

    private static List<String> subjects(List<JsonNode> events) {
        return events.stream().map(event -> event.get("subject").asString()).toList();
    }

    @Test
    void fromTheFirstToTheLastPageTheyAreThoseOfTheLogInItsOrder() {
        OFFICE.server().settle();
        Reader reader = Reader.fromTheFirst(ADMIN, "&limit=3");
        reader.pullAll();

        assertThat(reader.ids())
                .isEqualTo(OFFICE.server()
                        .sql()
                        .queryForList(
                                "select event_identifier from log.domain_event_entry order by global_index",
                                String.class))
                .hasSizeGreaterThan(6);
    }

    @Test
    void fromNowOnThereIsWhatHappensAfterwards() {
        RunId earlier = workshop.aRun();
        Reader reader = Reader.fromNowOn(ADMIN, "&types=" + RUN_STARTED);
        assertThat(reader.pull()).isEmpty();
        RunId later = workshop.aRun();

        assertThat(subjects(reader.pull())).containsExactly(later.stream()).doesNotContain(earlier.stream());
    }

    @Test
    void whoNamesTypesGetsNoOthersAndGoesOnBehindThem() {
        String newest = "?after=latest&limit=1";
        ask(ADMIN, newest); // is on record now, and not again below
        Reader reader = Reader.fromNowOn(ADMIN, "&types=" + RUN_STARTED + ",io.countersign.run.deleted.v1");
        reader.pull();
        RunId run = workshop.aRun();
        workshop.logMetric(run, "loss", 1, 1);
        workshop.delete(run);
        workshop.restore(run);

        assertThat(reader.pullAll())
                .extracting(event -> event.get("type").asString())
                .containsExactly(RUN_STARTED, "io.countersign.run.deleted.v1");
        assertThat(reader.next())
                .isEqualTo(ask(ADMIN, newest).json().get("next").asString());
    }

    @Test
    void anApprovalIsToldInTheWordsOfCdEventsToo() {
        Reader events = Reader.fromNowOn(ADMIN, "");
        Reader cdEvents = Reader.fromNowOn(ADMIN, "&format=cdevents&limit=1");
        Reader stages = Reader.fromNowOn(ADMIN, "&format=cdevents&types=" + STAGE_CHANGED);
        List.of(events, cdEvents, stages).forEach(Reader::pull);
        String model = Office.aModel(ANN);
        String request = Office.asked(ANN, model);
        ROLF.post(Office.API + "/requests/" + request + "/approve", Map.of());

        List<JsonNode> told = cdEvents.pullAll().stream()
                .filter(event -> !event.get("type").asString().contains("-gate."))
                .toList();
        assertThat(told)
                .extracting(event -> event.get("type").asString())
                .containsExactly(
                        "dev.cdeventsx.countersign-request.opened.0.1.0",
                        "dev.cdeventsx.countersign-approval.given.0.1.0",
                        APPROVED,
                        STAGE_CHANGED);
        JsonNode moved = told.getLast();
        assertThat(told.get(2).get("subject").asString()).isEqualTo(request);
        assertThat(moved.at("/data/subject/content/to_stage").asString()).isEqualTo("Production");
        JsonNode decision = events.pullAll().stream()
                .filter(event -> event.get("type").asString().endsWith(".transition-approved.v1"))
                .findFirst()
                .orElseThrow();
        assertThat(moved.at("/data/customData/event_id")).isEqualTo(decision.get("id"));
        assertThat(moved.at("/data/subject/content")).isEqualTo(decision.get("data"));
        assertThat(stages.pullAll()).containsExactly(moved);
    }

    @Test
    void whoWaitsIsAnsweredWhenSomethingHappensAndHoldsNoConnectionMeanwhile() throws Exception {
        String from = ask(ADMIN, "?after=latest&types=" + RUN_STARTED)
                .json()
                .get("next")
                .asString();
        CompletableFuture<Caller.Answer> answer =
                CompletableFuture.supplyAsync(() -> ask(ADMIN, "?wait=30&types=" + RUN_STARTED + "&after=" + from));
        waitingAre(1);
        Deadline.soon(
                "no connection is in use", () -> pool().getHikariPoolMXBean().getActiveConnections() == 0);
        assertThat(answer).isNotDone();

        RunId run = workshop.aRun();

        assertThat(subjects(answer.get().json().get("events").valueStream().toList()))
                .containsExactly(run.stream());
    }

    private static HikariDataSource pool() {
        try {
            return OFFICE.server().part(DataSource.class).unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void waitingAre(int number) {
        News news = OFFICE.server().part(News.class);
        Deadline.soon(number + " wait", () -> news.waiting() == number);
    }

    @Test
    void whoWaitsInVainIsAnsweredWithAPlaceToGoOnFrom() {
        String type = "&types=io.countersign.experiment.renamed.v1";
        String next = ask(ADMIN, "?after=latest" + type).json().get("next").asString();

        JsonNode answer = ask(ADMIN, "?wait=1&after=" + next + type).json();

        assertThat(answer.get("events")).isEmpty();
        assertThat(Cursor.read("next", answer.get("next").asString()).index())
                .isGreaterThanOrEqualTo(Cursor.read("next", next).index());
    }

    @Test
    void whereAllSeatsAreTakenNobodyElseMayWaitButEverybodyMayRead() {
        Audience audience = OFFICE.server().part(Audience.class);
        List<Audience.Seat> seats = new ArrayList<>();
        try {
            while (audience.present() < Audience.LARGEST) {
                seats.add(audience.enter(new SubjectId("reader " + audience.present())));
            }
            Caller.Answer refused = ask(ADMIN, "?after=latest&wait=5");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.json().get("type").asString()).isEqualTo("urn:countersign:problem:too-busy");
            assertThat(ask(ADMIN, "?after=latest").status()).isEqualTo(200);
        } finally {
            seats.forEach(Audience.Seat::close);
        }
        assertThat(ask(ADMIN, "?after=latest&wait=1").status()).isEqualTo(200);
    }

    @Test
    void whoWaitsAsOftenAsOneAccountMayLeavesSeatsToOthers() {
        Audience audience = OFFICE.server().part(Audience.class);
        SubjectId greedy = new SubjectId("a greedy reader");
        List<Audience.Seat> seats = new ArrayList<>();
        try {
            for (int time = 0; time < Audience.OF_ONE_ACCOUNT; time++) {
                seats.add(audience.enter(greedy));
            }
            assertThatThrownBy(() -> audience.enter(greedy))
                    .isInstanceOfSatisfying(Rejection.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.REQUEST_LIMIT_EXCEEDED));
            assertThat(ask(ADMIN, "?after=latest&wait=1").status()).isEqualTo(200);
        } finally {
            seats.forEach(Audience.Seat::close);
        }
        audience.enter(greedy).close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "after=xyz|'after'",
                "after=|'after'",
                "after=e|'after'",
                "after=e-1|'after'",
                "after=ezzzzzzzz|does not reach that far",
                "limit=0|from 1 to 1000",
                "limit=1001|from 1 to 1000",
                "limit=many|'limit'",
                "wait=-1|from 0 to 30",
                "wait=31|from 0 to 30",
                "wait=soon|'wait'",
                "types=io.countersign.run.started.v2|io.countersign.run.started.v2",
                "types=run.started|there is no such type",
                "types=|'types'",
                "types=" + APPROVED + "|ask for CDEvents with format=cdevents",
                "format=cdevents&types=" + RUN_STARTED + "|has only CDEvents",
                "format=avro|use cloudevents or cdevents"
            })
    void whatCannotBeMeantIsRefusedInWords(String query, String words) {
        Caller.Answer answer = ask(ADMIN, "?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("type").asString()).isEqualTo("urn:countersign:problem:parameter-invalid");
        assertThat(answer.json().get("detail").asString()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?wait=1", "?format=cdevents"})
    void whoDoesNotAdministerTheServerReadsNone(String query) {
        for (Caller who : List.of(ANN, ROLF)) {
            assertThat(ask(who, query).status()).isEqualTo(403);
        }
    }

    @Test
    void aHeadHasAnEndThoughItAcceptsAStream() {
        Caller.Answer answer =
                ADMIN.ask("HEAD", EVENTS + "?after=latest", BodyPublishers.noBody(), "Accept", "text/event-stream");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void everyTypeIsListedWithItsSchema() {
        JsonNode types = ANN.get("/api/governance/v1/event-types").get("event_types");
        Set<String> names =
                types.valueStream().map(type -> type.get("type").asString()).collect(Collectors.toSet());
        assertThat(names).contains(RUN_STARTED, APPROVED).hasSizeGreaterThan(100);
        JsonNode approved = types.valueStream()
                .filter(type -> type.get("type").asString().endsWith(".transition-approved.v1"))
                .findFirst()
                .orElseThrow();
        assertThat(approved.get("cd_events").valueStream().map(JsonNode::asString))
                .containsExactly(APPROVED, STAGE_CHANGED);

        Caller.Answer schema = ANN.ask("GET", approved.get("schema").asString(), BodyPublishers.noBody());
        assertThat(schema.headers().firstValue("Content-Type")).contains("application/schema+json");
        assertThat(schema.json().get("title")).isEqualTo(approved.get("title"));
        String tag = schema.headers().firstValue("ETag").orElseThrow();
        assertThat(ANN.ask("GET", approved.get("schema").asString(), BodyPublishers.noBody(), "If-None-Match", tag)
                        .status())
                .isEqualTo(304);
    }

    @Test
    void thereIsNoSchemaOfATypeThatThereIsNot() {
        Caller.Answer answer =
                ANN.ask("GET", "/api/governance/v1/event-types/run.started/schema", BodyPublishers.noBody());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("type").asString()).isEqualTo("urn:countersign:problem:event-type-not-found");
        assertThat(answer.json().get("detail").asString()).contains("run.started", "event-types");
    }
}
