package io.countersign.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.assembly.Deadline;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.TestDatabases;
import io.countersign.assembly.Workshop;
import io.countersign.cluster.Topics;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.Schemas;
import io.countersign.history.History;
import io.countersign.log.EventEngine;
import io.countersign.program.LogTopic;
import io.countersign.rebuild.LogCopy;
import io.countersign.rebuild.Reservations;
import io.countersign.replica.CommittedRecords;
import io.countersign.replica.LogRecord;
import io.countersign.replica.LogRows;
import io.countersign.replica.Restore;
import io.countersign.replica.StoredEvent;
import io.countersign.startup.StartupError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The log on a real broker, published again, and put back into fresh databases. */
class LogTopicTest {

    private static final String SOURCE = Restore.source("00000000-0000-0000-0000-000000000001");

    @AutoClose
    private static Feed feed;

    private static InProcessServer server;

    @BeforeAll
    static void aHistoryThatIsCarried() throws Exception {
        feed = new Feed();
        server = feed.server();
        History.write(server, 7);
        server.settle();
        try (Relay unused = feed.relay()) {
            Deadline.within(Duration.ofMinutes(1), "everything is carried", () -> feed.lag() == 0);
        }
    }

    @Test
    void bothTopicsHaveEveryEventAndThisOneItsVeryBytes() {
        feed.saysWhatTheLogSays();
        assertThat(feed.counted("countersign.stream.carried")).isEqualTo(rows().size());
    }

    @Test
    void aReplayFillsEmptyTopicsWithEachEventOnceAndRefusesThemAfterwards() {
        TopicReplay replay = replayTo("again");
        replay.prepare();

        long published = replay.publish(done -> {});

        assertThat(published).isEqualTo(rows().size());
        replay.verify(published);
        assertThat(new LogTopic(feed.address(), "again.log").requireRowsOf(server.database(), Duration.ofSeconds(30)))
                .isEqualTo(rows().size());
        assertThatThrownBy(replayTo("again")::prepare)
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("The topic again.events at " + feed.address() + " is not empty");
        assertThatThrownBy(() -> replay.verify(published + 1)).hasMessageContaining("again.events has " + published);
    }

    @Test
    void whatWasCarriedBeforeThereWasThisTopicIsBroughtToItFirst() {
        server.ownersSql().update("delete from ops.feeds where feed = ?", EarlierEvents.NAME);
        RelaySettings later = new RelaySettings(feed.settings().cluster(), Topics.named("later"));

        try (Relay unused = feed.relay(later)) {
            new LogTopic(feed.address(), "later.log").requireRowsOf(server.database(), Duration.ofSeconds(60));
            Deadline.soon("there are none left", () -> !new EarlierEvents(
                            server.sql(), new EventPublisher(later, OutgoingEvents.of(server.sql()), "unused"))
                    .areLeft());
        }
        try (CommittedRecords told = CommittedRecords.of(later.cluster(), "later.events")) {
            assertThat(told.isUnused()).as("told again").isTrue();
        }
    }

    private static TopicReplay replayTo(String prefix) {
        RelaySettings settings = new RelaySettings(feed.settings().cluster(), Topics.named(prefix));
        return new TopicReplay(
                EventEngine.reading(ConnectionPools.forOwner(server.database())), server.ownersSql(), settings);
    }

    @Test
    void aFreshDatabaseGetsTheSameLogAndWithThePeoplesKeysTheSameViewsRowForRow() {
        DatabaseAddress fresh = fresh();
        LogCopy copy = new LogCopy(server.database(), fresh).bringKeys();

        assertThat(restore(fresh, "countersign.log")).isEqualTo(rows().size());
        InProcessServer.rebuildOf(fresh).replace(done -> {});
        new Reservations(ConnectionPools.forOwner(fresh)).restore();

        copy.requireSameLog();
        copy.requireSameViews();
        copy.requireSameReservations();
        goesOnAfterTheLastEvent(fresh);
    }

    private static void goesOnAfterTheLastEvent(DatabaseAddress restored) {
        long last = rows().getLast().index();
        try (InProcessServer next = InProcessServer.on(restored)) {
            Workshop.on(next).aRun();
            assertThat(next.ownersSql()
                            .queryForObject("select max(global_index) from log.domain_event_entry", Long.class))
                    .isGreaterThan(last);
        }
    }

    @Test
    void aDatabaseThatHasALogIsLeftAlone() {
        assertThatThrownBy(() -> restore(server.database(), "countersign.log"))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining("already has a log");
    }

    @Test
    void anEventThatComesAgainIsTakenOnce() {
        List<StoredEvent> events = new ArrayList<>(rows().subList(0, 20));
        events.addAll(rows().subList(10, 15));
        write("repeats.log", events, SOURCE);
        DatabaseAddress fresh = fresh();

        assertThat(restore(fresh, "repeats.log")).isEqualTo(20);
        assertThat(logOf(fresh)).isEqualTo(20);
    }

    @Test
    void aTopicThatLacksAnEventIsRefusedWithItsStreamAndNumber() {
        String stream = longStream();
        List<StoredEvent> events = rows().stream()
                .filter(each -> !(each.aggregate().equals(stream) && each.sequence() == 1))
                .toList();
        write("lacking.log", events, SOURCE);

        refused("lacking.log", "The topic lacks event 1 of " + stream + ", and has event 2: nothing was restored.");
    }

    private static String longStream() {
        return rows().stream()
                .filter(each -> each.sequence() == 2)
                .findFirst()
                .orElseThrow()
                .aggregate();
    }

    @Test
    void eventsThatContradictOneAnotherAreRefused() {
        StoredEvent event = rows().getFirst();
        write("contradicting.log", List.of(event, changed(event, event.id(), event.index())), SOURCE);
        refused("contradicting.log", "has event " + event.id() + " (0 of " + event.aggregate() + ") twice");

        String other = "another";
        write("numbered.log", List.of(event, changed(event, other, event.index() + 1)), SOURCE);
        refused("numbered.log", "two events with number 0 of " + event.aggregate());
    }

    private static StoredEvent changed(StoredEvent event, String id, long index) {
        return new StoredEvent(
                index,
                event.aggregate(),
                event.sequence(),
                event.aggregateType(),
                id,
                event.type(),
                event.revision(),
                event.time(),
                "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                event.metadata());
    }

    @Test
    void twoLogsOnOneTopicAreNotMixed() {
        String another = Restore.source("00000000-0000-0000-0000-000000000002");
        write("mixed.log", rows().subList(0, 5), SOURCE);
        write("mixed.log", rows().subList(0, 5), another);
        refused("mixed.log", "events of two logs");
    }

    @Test
    void whatIsNoEventIsNotTakenForOne() {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            createTopics("odd");
            producer.send(new ProducerRecord<>("odd.log", 0, "key", new byte[0]));
        }
        refused("odd.log", "Offset 0 of partition 0 of odd.log lacks the header source");
    }

    @Test
    void anEmptyTopicMakesNoEmptyLog() {
        createTopics("empty");
        refused("empty.log", "The topic has no events");
    }

    @Test
    void aTopicThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> CommittedRecords.of(feed.settings().cluster(), "nowhere.log"))
                .isInstanceOf(StartupError.class)
                .hasMessage("There is no topic nowhere.log at " + feed.address() + ".");
    }

    private static void refused(String topic, String words) {
        DatabaseAddress fresh = fresh();
        assertThatThrownBy(() -> restore(fresh, topic))
                .isInstanceOf(StartupError.class)
                .hasMessageContaining(words);
        assertThat(logOf(fresh)).isZero();
    }

    private static long restore(DatabaseAddress database, String topic) {
        try (CommittedRecords records = CommittedRecords.of(feed.settings().cluster(), topic)) {
            return new Restore(ConnectionPools.forOwner(database), records).run(done -> {});
        }
    }

    private static DatabaseAddress fresh() {
        DatabaseAddress fresh = TestDatabases.empty();
        new Schemas(fresh).bringForward();
        return fresh;
    }

    private static long logOf(DatabaseAddress database) {
        return new JdbcTemplate(ConnectionPools.forOwner(database))
                .queryForList("select global_index from log.domain_event_entry")
                .size();
    }

    private static List<StoredEvent> rows() {
        return new LogRows(server.ownersSql())
                .of(server.ownersSql()
                        .queryForList("select event_identifier from log.domain_event_entry", String.class));
    }

    private static void write(String topic, List<StoredEvent> events, String source) {
        createTopics(topic.replace(".log", ""));
        try (KafkaProducer<String, byte[]> producer = producer()) {
            List<Future<RecordMetadata>> sent = events.stream()
                    .map(each -> producer.send(LogRecord.of(each, source, topic)))
                    .toList();
            for (Future<RecordMetadata> each : sent) {
                assertThat(each).succeedsWithin(Duration.ofMinutes(1));
            }
        }
    }

    private static void createTopics(String prefix) {
        new RelaySettings(feed.settings().cluster(), Topics.named(prefix))
                .admin()
                .ensure();
    }

    /**
     * With one request at a time: while a topic is new, a broker may turn the first batch away and take the second, and
     * then has no place for the first any more. The relay's transactions fail as a whole there.
     */
    private static KafkaProducer<String, byte[]> producer() {
        Properties properties = feed.settings().cluster().properties();
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }
}
