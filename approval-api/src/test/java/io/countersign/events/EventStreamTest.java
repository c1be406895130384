package io.countersign.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.assembly.Caller;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.log.Horizon;
import io.countersign.run.RunId;
import io.countersign.signin.FirstAdmin;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Those who listen to events as they happen. */
class EventStreamTest {

    private static final String STARTED = "&types=io.countersign.run.started.v1";

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    private final Workshop workshop = Workshop.on(SERVER);

    @BeforeAll
    static void anAdmin() {
        SERVER.part(FirstAdmin.class).createIfNobodyCanSignIn();
    }

    private static String subject(Map<String, String> event) {
        return JsonMapper.shared().readTree(event.get("data")).get("subject").asString();
    }

    @Test
    void eachEventComesWithItsTypeAndItsPlace() throws Exception {
        try (Listener listener = new Listener(SERVER, "?after=latest" + STARTED)) {
            RunId run = workshop.aRun();
            Map<String, String> event = listener.next();

            assertThat(event)
                    .containsEntry("event", "io.countersign.run.started.v1")
                    .containsKey("id");
            assertThat(subject(event)).isEqualTo(run.stream());
        }
    }

    @Test
    void whoComesBackMissesNothingAndHearsNothingTwice() throws Exception {
        List<String> started = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        String last = new Cursor(SERVER.part(EventReader.class).upToNow()).toString();
        for (int visit = 0; visit < 4; visit++) {
            started.add(workshop.aRun().stream());
            started.add(workshop.aRun().stream());
            try (Listener listener = new Listener(SERVER, "?after=latest" + STARTED, "Last-Event-ID", last)) {
                heard.add(subject(listener.next()));
                heard.add(subject(listener.next()));
                last = listener.lastId();
            }
        }
        assertThat(heard).isEqualTo(started);
    }

    private static long newest() {
        return SERVER.part(Horizon.class).newest();
    }

    @Test
    void fromTheFirstEventOnEveryOneIsHeardInTheOrderOfTheLog() throws Exception {
        workshop.aRun();
        List<String> log = SERVER.sql()
                .queryForList(
                        "select event_identifier from log.domain_event_entry order by global_index", String.class);
        try (Listener listener = new Listener(SERVER, "")) {
            assertThat(log).allSatisfy(id -> assertThat(JsonMapper.shared()
                            .readTree(listener.next().get("data"))
                            .get("id")
                            .asString())
                    .isEqualTo(id));
        }
    }

    @Test
    void whatCannotBeMeantIsRefusedBeforeAnythingIsStreamed() {
        Caller.Answer answer = new Caller(SERVER, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD)
                .ask(
                        "GET",
                        Reader.EVENTS,
                        BodyPublishers.noBody(),
                        "Accept",
                        "text/event-stream",
                        "Last-Event-ID",
                        "yesterday");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asString()).contains("Last-Event-ID", "yesterday");
    }

    @Test
    void theSeatOfWhoHasGoneIsFreeAgain() throws Exception {
        Audience audience = SERVER.part(Audience.class);
        Deadline.soon("those before have gone", () -> leaveNoticed(audience) == 0);
        try (Listener listener = new Listener(SERVER, "?after=latest" + STARTED)) {
            workshop.aRun();
            listener.next();
            assertThat(audience.present()).isEqualTo(1);
        }

        Deadline.soon("nobody is there", () -> leaveNoticed(audience) == 0);
    }

    /** That somebody has gone shows when they are told something. */
    private int leaveNoticed(Audience audience) {
        workshop.aRun();
        return audience.present();
    }

    @Test
    void whoHearsNothingForAWhileIsToldThatAndWhereTheyAre() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventFilter nothing = EventFilter.of(EventFilter.CLOUDEVENTS, List.of("io.countersign.experiment.renamed.v1"));
        EventStream stream = new EventStream(
                SERVER.part(EventReader.class), SERVER.part(News.class), nothing, Duration.ofMillis(20));
        Thread listener = Thread.ofVirtual().start(() -> {
            try {
                stream.write(Cursor.BEFORE_ALL, out);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        workshop.aRun();

        Deadline.soon("they are told", () -> out.toString(StandardCharsets.UTF_8)
                .contains(": nothing new\nid: " + new Cursor(newest()) + "\n\n"));
        listener.interrupt();
        listener.join();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("data:");
    }

    @Test
    void whenTheServerStopsStreamsEndAndWhoWaitsIsAnswered() throws Exception {
        InProcessServer stopping = InProcessServer.on(SERVER.database());
        Reader reader = Reader.fromNowOn(
                new Caller(stopping, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD),
                "&wait=30&types=io.countersign.experiment.renamed.v1");
        try (Listener listener = new Listener(stopping, "?after=latest&types=io.countersign.experiment.renamed.v1")) {
            CompletableFuture<List<?>> waiting = CompletableFuture.supplyAsync(reader::pull);
            CompletableFuture<Map<String, String>> listening = CompletableFuture.supplyAsync(listener::next);
            News news = stopping.part(News.class);
            Deadline.soon("both wait", () -> news.waiting() == 2);

            stopping.close();

            assertThat(waiting.get()).isEmpty();
            assertThat(listening.get()).isEmpty();
        }
    }
}
