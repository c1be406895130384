package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.Uuid7;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.run.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction that ends late commits events in places that streams have passed. */
class LateEventsTest {

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    @AutoClose
    private static final InProcessServer OTHER = InProcessServer.on(SERVER.database());

    private final Workshop workshop = Workshop.on(SERVER);
    private final EventStore log = SERVER.part(EventStore.class);
    private final BlockingStream<TrackedEventMessage<?>> reader = log.openStream(log.createHeadToken());
    private final String late = "run/" + Uuid7.hex();
    private Connection slow;

    @BeforeEach
    void aTransactionHasAppendedAndIsStillOpen() throws SQLException {
        slow = SERVER.part(DataSource.class).getConnection();
        slow.setAutoCommit(false);
        StoredEvents.append(slow, late, Instant.now());
    }

    @AfterEach
    void end() throws SQLException {
        slow.rollback();
        slow.close();
        reader.close();
    }

    @Test
    void anEventIsDeliveredThoughYoungerOnesWereFirst() throws Exception {
        RunId young = workshop.aRun();
        assertThat(nextStream()).isEqualTo(young.stream());

        slow.commit();

        assertThat(nextStream()).isEqualTo(late);
    }

    @Test
    void alsoWhenTheReaderHasSeenAnEventThatIsFourMinutesYounger() throws Exception {
        String young = "run/" + Uuid7.hex();
        try (Connection quick = SERVER.part(DataSource.class).getConnection()) {
            StoredEvents.append(quick, young, Instant.now().minus(Duration.ofMinutes(4)));
        }
        RunId younger = workshop.aRun();
        assertThat(nextStream()).isEqualTo(young);
        assertThat(nextStream()).isEqualTo(younger.stream());

        slow.commit();

        assertThat(nextStream()).isEqualTo(late);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 200_000})
    void alsoWhenSoManyIndexesWereGivenOutMeanwhile(int indexes) throws Exception {
        SERVER.ownersSql()
                .queryForList(
                        "select setval(s, nextval(s) + ?) from pg_get_serial_sequence('log.domain_event_entry', 'global_index') s",
                        indexes);
        RunId young = workshop.aRun();
        assertThat(nextStream()).isEqualTo(young.stream());

        slow.commit();

        assertThat(nextStream()).isEqualTo(late);
    }

    @Test
    void aTransactionThatFailsHoldsNobodyUp() throws Exception {
        slow.rollback();
        RunId young = workshop.aRun();

        assertThat(nextStream()).isEqualTo(young.stream());
        assertThat(reader.hasNextAvailable(100, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void anEventOfAnotherServerIsSeen() throws Exception {
        for (int event = 0; event < 20; event++) {
            RunId run = Workshop.on(OTHER).aRun();
            assertThat(nextStream()).isEqualTo(run.stream());
        }
    }

    private String nextStream() throws InterruptedException {
        assertThat(reader.hasNextAvailable(20, TimeUnit.SECONDS)).isTrue();
        return ((DomainEventMessage<?>) reader.nextAvailable()).getAggregateIdentifier();
    }
}
