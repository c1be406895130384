package io.countersign.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Uuid7;
import io.countersign.assembly.Caller;
import io.countersign.assembly.InProcessServer;
import io.countersign.log.StoredEvents;
import io.countersign.signin.FirstAdmin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** Writers whose transactions end in another order than they began, some of them in failure; and who reads meanwhile. */
class ReadersInTheRaceTest {

    private static final int WRITERS = 6;
    private static final int TRANSACTIONS = 80;
    private static final long LONGEST_HESITATION_NANOS = Duration.ofMillis(4).toNanos();

    @AutoClose
    private static final InProcessServer ONE = InProcessServer.onAnEmptyDatabase();

    @AutoClose
    private static final InProcessServer OTHER = InProcessServer.on(ONE.database());

    private final List<String> inOrderOfCommits = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void anAdmin() {
        ONE.part(FirstAdmin.class).createIfNobodyCanSignIn();
    }

    private static Caller admin(InProcessServer server) {
        return new Caller(server, FirstAdmin.USERNAME, InProcessServer.ADMIN_PASSWORD);
    }

    @RepeatedTest(3)
    void whoPullsSeesEachEventOnceAndInTheOrderOfTheLog() throws Exception {
        Reader small = Reader.fromNowOn(admin(ONE), "&limit=7");
        Reader waiting = Reader.fromNowOn(admin(OTHER), "&limit=1000&wait=1");
        catchUp(small, waiting);
        String before = newestEvent();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = IntStream.range(0, WRITERS)
                    .<Future<?>>mapToObj(seed -> threads.submit(() -> write(new Random(seed))))
                    .toList();
            List<Future<?>> readers = List.of(
                    threads.submit(() -> follow(small, writers)), threads.submit(() -> follow(waiting, writers)));
            for (Future<?> each : writers) {
                each.get();
            }
            for (Future<?> each : readers) {
                each.get();
            }
        }
        List<String> log = eventsAfter(before);
        assertThat(log).hasSizeGreaterThan(TRANSACTIONS).containsAll(inOrderOfCommits);
        assertThat(inOrderOfCommits)
                .as("Had they ended in order, nothing would have been tried.")
                .isNotEqualTo(log.stream().filter(inOrderOfCommits::contains).toList());
        assertThat(small.ids()).isEqualTo(log);
        assertThat(waiting.ids()).isEqualTo(log);
    }

    /** Also with the record of their own reading, which is made when they begin and when they first go on. */
    private static void catchUp(Reader... readers) {
        for (int round = 0; round < 2; round++) {
            List.of(readers).forEach(Reader::pull);
        }
        List.of(readers).forEach(Reader::pullAll);
        List.of(readers).forEach(Reader::forget);
    }

    private static void follow(Reader reader, List<Future<?>> writers) {
        while (!writers.stream().allMatch(Future::isDone)) {
            reader.pull();
        }
        reader.pullAll();
    }

    /** Some in three statements, some not at all, and each after a while of its own. */
    private Void write(Random random) throws SQLException {
        try (Connection connection = ONE.part(DataSource.class).getConnection()) {
            connection.setAutoCommit(false);
            for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
                List<String> streams = new ArrayList<>();
                for (int event = random.nextInt(3); event >= 0; event--) {
                    streams.add("run/" + Uuid7.hex());
                    StoredEvents.append(connection, streams.getLast(), Instant.now());
                    LockSupport.parkNanos(random.nextLong(LONGEST_HESITATION_NANOS));
                }
                end(connection, random, streams);
            }
        }
        return null;
    }

    private void end(Connection connection, Random random, List<String> streams) throws SQLException {
        if (random.nextInt(8) == 0) {
            connection.rollback();
        } else {
            List<String> ids =
                    streams.stream().map(stream -> idIn(connection, stream)).toList();
            connection.commit();
            inOrderOfCommits.addAll(ids);
        }
    }

    private static String idIn(Connection connection, String stream) {
        try (var query = connection.prepareStatement(
                "select event_identifier from log.domain_event_entry where aggregate_identifier = ?")) {
            query.setString(1, stream);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String newestEvent() {
        return String.valueOf(ONE.sql()
                .queryForObject(
                        "select event_identifier from log.domain_event_entry order by global_index desc limit 1",
                        String.class));
    }

    private static List<String> eventsAfter(String event) {
        return ONE.sql().queryForList("""
                        select event_identifier from log.domain_event_entry where global_index > (
                            select global_index from log.domain_event_entry where event_identifier = ?)
                        order by global_index""", String.class, event);
    }
}
