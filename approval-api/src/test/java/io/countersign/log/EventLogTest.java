package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.access.RequestTrace;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.Workshop;
import io.countersign.event.EventMetadata;
import io.countersign.experiment.ExperimentCommand;
import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentEvent;
import io.countersign.experiment.ExperimentId;
import io.countersign.identity.Person;
import io.countersign.run.RunId;
import io.countersign.tag.Tag;
import io.countersign.tracking.RunQueries;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

class EventLogTest {

    @AutoClose
    private static final InProcessServer SERVER = InProcessServer.onAnEmptyDatabase();

    private final Person person = Person.contributor();
    private final Workshop workshop = new Workshop(SERVER, person);
    private final StoredEvents log = StoredEvents.of(SERVER);

    @Nested
    class TheServerStartsOnlyWith {

        private final TransactionManager transactions = SERVER.part(TransactionManager.class);
        private final EventStorageEngine engine = SERVER.part(EventStorageEngine.class);
        private final TokenStore tokens = SERVER.part(TokenStore.class);
        private final Serializer events = EventSerializer.create();

        @Test
        void transactions() {
            refuses(new LogAssertions(NoTransactionManager.INSTANCE, engine, tokens, events));
        }

        @Test
        void aLogInTheDatabase() {
            refuses(new LogAssertions(transactions, new InMemoryEventStorageEngine(), tokens, events));
        }

        @Test
        void streamTokensInTheDatabase() {
            refuses(new LogAssertions(transactions, engine, new InMemoryTokenStore(), events));
        }

        @Test
        void stableNamesOfEvents() {
            refuses(new LogAssertions(transactions, engine, tokens, SnapshotSerializer.create()));
        }

        @Test
        void allOfTheseAsItIsAssembled() {
            new LogAssertions(transactions, engine, tokens, events).afterSingletonsInstantiated();
            assertThat(SERVER.part(LogAssertions.class)).isNotNull();
        }

        private static void refuses(LogAssertions wiring) {
            assertThatThrownBy(wiring::afterSingletonsInstantiated)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The log needs a ");
        }
    }

    @Test
    void anEventIsStoredUnderItsStableNameAsJson() {
        RunId run = workshop.aRun();
        workshop.logMetric(run, "rmse", 0.5, 7);

        StoredEvents.Row logged = log.of(run.stream()).getLast();
        assertThat(logged.type()).isEqualTo("run.batch-logged");
        assertThat(logged.revision()).isEqualTo("1");
        assertThat(logged.sequence()).isEqualTo(1);
        assertThat(logged.payload()).hasToString("""
                {"run":"%s","metrics":[{"key":"rmse","value":0.5,"timestamp":1000,"step":7}],"params":[],"tags":[]}""".formatted(run));
    }

    @Test
    void anEventSaysWhoActedInWhichRequestAndBecauseOfWhat() {
        RunId run = new RunId(UUID.randomUUID().toString());
        RequestTrace request = new RequestTrace("request-1", "story-1");
        SERVER.part(io.countersign.CommandSender.class).send(Workshop.start(run), person.metadata(request));

        var metadata = log.of(run.stream()).getFirst().metadata();
        assertThat(metadata.propertyNames())
                .containsExactlyInAnyOrder(
                        EventMetadata.ACTOR,
                        EventMetadata.AUTHENTICATION,
                        EventMetadata.REQUEST,
                        EventMetadata.CORRELATION,
                        EventMetadata.CAUSATION);
        assertThat(metadata.get(EventMetadata.ACTOR).asString())
                .isEqualTo(person.subject().value());
        assertThat(metadata.get(EventMetadata.AUTHENTICATION).asString()).isEqualTo("basic");
        assertThat(metadata.get(EventMetadata.REQUEST).asString()).isEqualTo("request-1");
        assertThat(metadata.get(EventMetadata.CORRELATION).asString()).isEqualTo("story-1");
        assertThat(UUID.fromString(metadata.get(EventMetadata.CAUSATION).asString()))
                .isNotNull();
    }

    @Test
    void anEventsIdSortsByTimeAndItsTimeIsNow() {
        Instant before = Instant.now().minusMillis(1);
        StoredEvents.Row started = log.of(workshop.aRun().stream()).getFirst();

        assertThat(UUID.fromString(started.id()).version()).isEqualTo(7);
        assertThat(Instant.parse(started.time())).isBetween(before, Instant.now());
    }

    @Test
    void whatIsReadBackEqualsWhatWasStored() {
        ExperimentId experiment = SERVER.part(ExperimentDirectory.class).nextId();
        var created = new ExperimentEvent.Created(experiment, "träume – 夢", "s3://b/ö", List.of(Tag.of("k", "v\"\\")));
        SERVER.send(
                person,
                new ExperimentCommand.Create(experiment, created.name(), created.artifactLocation(), created.tags()));

        var read = SERVER.part(EventStore.class).readEvents(experiment.stream()).next();
        assertThat(read.getPayload()).isEqualTo(created);
    }

    @Test
    void aWriteIsInTheViewsAsSoonAsItIsAcknowledged() {
        RunId run = workshop.aRun();
        workshop.logParam(run, "degree", "2");

        var view = SERVER.part(RunQueries.class).byId(run.value()).orElseThrow();
        assertThat(view.params()).containsEntry("degree", "2");
    }

    @Test
    void aViewThatFailsTakesTheEventAndItsReservationDownWithIt() {
        ExperimentId experiment = SERVER.part(ExperimentDirectory.class).nextId();
        SERVER.ownersSql().execute("alter table views.experiments add constraint no check (name <> 'unviewable')");
        long before = log.count();

        assertThatThrownBy(() -> SERVER.send(
                        person,
                        new ExperimentCommand.Create(experiment, "unviewable", "mlflow-artifacts:/1", List.of())))
                .isInstanceOf(DataAccessException.class);

        assertThat(log.count()).isEqualTo(before);
        assertThat(SERVER.part(ExperimentDirectory.class).lifecycle(experiment)).isEmpty();
        assertThat(count("select count(*) from views.experiments where name = 'unviewable'"))
                .isZero();
    }

    @Nested
    class TheLogIsAppendOnly {

        private static final String INSUFFICIENT_PRIVILEGE = "42501";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "update log.domain_event_entry set payload = '{}'",
                    "delete from log.domain_event_entry",
                    "truncate log.domain_event_entry",
                    "merge into log.domain_event_entry e using (select 1) on true when matched then delete",
                    "insert into log.domain_event_entry select * from log.domain_event_entry limit 1"
                            + " on conflict (event_identifier) do update set payload = '{}'",
                    "alter table log.domain_event_entry disable trigger append_only",
                    "drop table log.domain_event_entry",
                    "create or replace function log.refuse_change() returns trigger language plpgsql as 'begin end'",
                })
        void forTheServer(String change) {
            refused(SERVER.sql(), change);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "update log.domain_event_entry set payload = '{}'",
                    "delete from log.domain_event_entry",
                    "truncate log.domain_event_entry",
                    "merge into log.domain_event_entry e using (select 1) on true when matched then delete",
                })
        void andEvenForItsOwner(String change) {
            refused(SERVER.ownersSql(), change);
        }

        private void refused(JdbcTemplate sql, String change) {
            long before = log.count();
            assertThatThrownBy(() -> sql.execute(change))
                    .rootCause()
                    .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                            .isEqualTo(INSUFFICIENT_PRIVILEGE));
            assertThat(log.count()).isEqualTo(before).isPositive();
        }
    }

    @Test
    void anAcknowledgedEventIsOnTheDisk() {
        assertThat(SERVER.sql().queryForObject("show synchronous_commit", String.class))
                .isEqualTo("on");
        assertThat(SERVER.sql().queryForObject("show fsync", String.class)).isEqualTo("on");
    }

    @Test
    void noTransactionOutlivesTheTimeForWhichStreamsKeepTheirGaps() {
        assertThat(SERVER.sql().queryForObject("show transaction_timeout", String.class))
                .isEqualTo("30s");
        assertThat(EventEngine.GAP_TIMEOUT).isGreaterThan(Duration.ofSeconds(30).multipliedBy(4));
    }

    private static long count(String sql) {
        return SERVER.ownersSql().query(sql, (row, number) -> row.getLong(1)).getFirst();
    }
}
