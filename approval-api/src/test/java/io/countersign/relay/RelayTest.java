package io.countersign.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Uuid7;
import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.MovingClock;
import io.countersign.assembly.Workshop;
import io.countersign.feed.LogStream;
import io.countersign.feed.Reconciler;
import io.countersign.health.Readiness;
import io.countersign.history.History;
import io.countersign.identity.Person;
import io.countersign.log.StoredEvents;
import io.countersign.program.Topic;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.ModelLimits;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.tag.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The topic on a real broker, compared with the log. Each test has a relay that goes on where the last one was. */
class RelayTest {

    @AutoClose
    private static Feed feed;

    private InProcessServer server;
    private Relay relay;

    @BeforeAll
    static void startBroker() throws Exception {
        feed = new Feed();
    }

    @BeforeEach
    void start() {
        server = feed.server();
        relay = feed.relay();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void everyEventIsToldAsACloudEventWithoutAWordThatAPersonWrote() {
        History.write(server, 1);
        String source = feed.source();

        assertThat(feed.saysWhatTheLogSays()).allSatisfy(each -> Told.requireEnvelope(each, source));
        assertThat(feed.cdEvents()).isNotEmpty().allSatisfy(this::saysWhatAnEventSaid);
    }

    private void saysWhatAnEventSaid(Topic.Carried carried) {
        String id = carried.event().getId();
        assertThat(Told.byTheLogOf(server))
                .anyMatch(
                        told -> id.startsWith(told.id() + "#") && told.stream().equals(carried.key()));
    }

    @Test
    void whileTheBrokerIsAwayNobodyWaitsAndNothingIsLost() throws Exception {
        server.part(Readiness.class).open();
        try (Load load = new Load(server)) {
            load.goOnFor(40);
            feed.signalBroker("STOP"); // it answers nothing, and has what was sent to it when it goes on
            try {
                Deadline.soon("the lag grows", () -> feed.lag() > 100);
                Deadline.soon("the relay gives up for now", feed::isLetGo);
                load.goOnFor(40);
                assertThat(health()).isEqualTo("OK");
            } finally {
                feed.signalBroker("CONT");
            }
            load.goOnFor(40);
            load.endWell();
        }
        feed.saysWhatTheLogSays();
        Deadline.soon("no lag", () -> feed.lag() == 0);
    }

    private String health() throws Exception {
        URI uri = URI.create(server.url() + "/health");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void aBrokerAndARelayThatEndInTheMiddleAreFollowedByOthersThatGoOn() throws Exception {
        try (Load load = new Load(server)) {
            load.goOnFor(40);
            long killed = feed.brokersPid();
            feed.signalBroker("KILL");
            load.goOnFor(40);
            Deadline.within(Duration.ofSeconds(60), "another broker", () -> feed.brokersPid() != killed);
            load.goOnFor(40);
            relay.close();
            load.goOnFor(40);
            start();
            load.goOnFor(40);
            load.endWell();
        }
        feed.saysWhatTheLogSays();
    }

    @Test
    void anEventMayBeAsLargeAsARequest() {
        Random random = new Random(1);
        List<Tag> tags = IntStream.range(0, 90)
                .mapToObj(number -> Tag.of("tag " + number, incompressible(random)))
                .toList();
        ModelId model = new ModelId(Uuid7.hex());

        Person person = Person.contributor();
        server.send(
                person,
                new RegisteredModelCommand.Create(
                        model, "large " + model, null, tags, person.actor(), server.noFacts(person)));

        feed.saysWhatTheLogSays();
    }

    /** As long as a tag may be, in Chinese by chance: three bytes for each sign, of which compression saves one. */
    private static String incompressible(Random random) {
        return random.ints(ModelLimits.MAX_TAG_VALUE, 0x4e00, 0x9fff)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    @Test
    void whatIsCommittedBehindTheStreamIsToldByItAndKnownToBe() throws Exception {
        String late = "run/" + Uuid7.hex();
        try (Connection slow = server.part(DataSource.class).getConnection()) {
            slow.setAutoCommit(false);
            StoredEvents.append(slow, late, Instant.now());
            Workshop.on(server).aRun();
            Deadline.soon("the stream is past the gap", () -> feed.lag() == 0);
            slow.commit();
        }
        Deadline.soon("it is told", () -> feed.hasCarried(late));
        feed.saysWhatTheLogSays();
    }

    @Test
    void whatIsCommittedBehindAStreamThatNoLongerWaitsForItIsFoundAndTold() throws Exception {
        String late = "run/" + Uuid7.hex();
        try (Connection slow = server.part(DataSource.class).getConnection();
                Connection quick = server.part(DataSource.class).getConnection()) {
            slow.setAutoCommit(false);
            StoredEvents.append(slow, late, Instant.now());
            Instant longAgo = Instant.now().minus(Duration.ofMinutes(6)); // gaps before it are waited for no more
            StoredEvents.append(quick, "run/" + Uuid7.hex(), longAgo);
            Deadline.soon("the stream is past the gap", () -> feed.lag() == 0);
            slow.commit();
        }
        Workshop.on(server).aRun();
        Deadline.soon("the stream goes on", () -> feed.lag() == 0);
        assertThat(feed.hasCarried(late)).as("by the stream").isFalse();

        reconcileNowAndMuchLater();

        assertThat(feed.hasCarried(late)).isTrue();
        feed.saysWhatTheLogSays();
    }

    private void reconcileNowAndMuchLater() {
        MovingClock clock = new MovingClock();
        try (EventPublisher publisher =
                new EventPublisher(feed.settings(), OutgoingEvents.of(server.sql()), "repair by hand")) {
            Reconciler reconciler = server.part(LogStream.class)
                    .reconciler(Relay.NAME, publisher::publish, clock, new SimpleMeterRegistry());
            reconciler.run();
            clock.move(Duration.ofMinutes(7));
            reconciler.run();
        }
    }
}
