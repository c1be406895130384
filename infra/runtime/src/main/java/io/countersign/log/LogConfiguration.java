package io.countersign.log;

import io.countersign.SettledLog;
import io.countersign.experiment.ExperimentDirectory;
import io.countersign.experiment.ExperimentTable;
import io.countersign.privacy.PersonVault;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelNameTable;
import io.countersign.registeredmodel.ModelNames;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Axon on PostgreSQL. Axon's own auto-configuration does not see the data source of Spring Boot 4 and would fall back to
 * no transactions at all; so everything that the log's promises rest on is declared here, and checked by
 * {@link LogAssertions} at every start.
 */
@Configuration(proxyBeanMethods = false)
public class LogConfiguration {

    private static final int CACHED_AGGREGATES = 20_000;
    private static final int CACHED_EVENTS = 500;

    /** While one commits, another decides. */
    private static final int LANES = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final long FETCH_DELAY_MILLIS = 40; // another server's event is seen within 50 ms

    /** Longer than any transaction, on the database or on Kafka, that a stream's owner may still have open. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(40);

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    ConnectionProvider connectionProvider(DataSource source) {
        return EventEngine.connections(source);
    }

    @Bean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new LogConflicts();
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer() {
        return EventSerializer.create();
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            ConnectionProvider connections,
            TransactionManager transactions,
            @Qualifier("eventSerializer") Serializer events,
            org.axonframework.config.Configuration axon) {
        return EventEngine.create(
                connections, transactions, events, SnapshotSerializer.create(), axon.snapshotFilter());
    }

    @Bean
    EmbeddedEventStore eventStore(EventStorageEngine engine) {
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .messageMonitor(DecisionTrace.COUNT)
                .cachedEvents(CACHED_EVENTS)
                .fetchDelay(FETCH_DELAY_MILLIS)
                .build();
    }

    @Bean
    TokenStore tokenStore(
            ConnectionProvider connections,
            @Qualifier("serializer") Serializer serializer,
            @Value("${countersign.node}") String node) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .schema(AxonTables.TOKENS)
                .serializer(serializer)
                .nodeId(node)
                .claimTimeout(CLAIM_TIMEOUT)
                .build();
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService snapshotExecutor() {
        return Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("snapshots").factory());
    }

    @Bean
    Snapshotter aggregateSnapshotter(
            org.axonframework.config.Configuration axon,
            HandlerDefinition handlers,
            ParameterResolverFactory parameters,
            EventStore store,
            TransactionManager transactions,
            ExecutorService snapshotExecutor) {
        return new Snapshots(
                AggregateSnapshotter.builder()
                        .repositoryProvider(axon::repository)
                        .transactionManager(transactions)
                        .eventStore(store)
                        .parameterResolverFactory(parameters)
                        .handlerDefinition(handlers)
                        .executor(snapshotExecutor),
                axon);
    }

    @Bean
    Cache aggregateCache() {
        return new AggregateCache(CACHED_AGGREGATES);
    }

    @Bean
    RecentAggregates recentAggregates(JdbcTemplate jdbc, org.axonframework.config.Configuration axon) {
        return new RecentAggregates(jdbc, axon);
    }

    @Bean
    CorrelationDataProvider provenance() {
        return new Provenance();
    }

    @Bean
    Lanes lanes(TransactionManager transactions, JdbcTemplate jdbc, CorrelationDataProvider provenance) {
        return new Lanes(LANES, new LaneTransaction(transactions, jdbc, provenance));
    }

    @Bean
    CommandBus commandBus(
            TransactionManager transactions, JdbcTemplate jdbc, CorrelationDataProvider provenance, Lanes lanes) {
        LaneCommandBus bus = new LaneCommandBus(transactions, lanes);
        bus.interceptAlone(new CorrelationDataInterceptor<>(provenance));
        bus.interceptAlone(new CommandTransaction(jdbc));
        return bus;
    }

    @Bean
    SettledLog settledLog(JdbcTemplate jdbc) {
        return new SharedTransactions(jdbc);
    }

    @Bean
    GovernanceLog governanceLog(JdbcTemplate jdbc) {
        return new GovernanceLog(jdbc);
    }

    @Bean
    Horizon horizon(JdbcTemplate jdbc) {
        return new Horizon(jdbc);
    }

    @Bean
    LogPages logPages(JdbcTemplate jdbc) {
        return new LogPages(jdbc);
    }

    @Bean
    Commands commands(CommandBus bus, Lanes lanes, MeterRegistry metrics, Appended listener) {
        metrics.gauge("countersign.commands.waiting", lanes, Lanes::waiting);
        return new Commands(bus, metrics, listener);
    }

    @Bean
    ExperimentDirectory experimentDirectory(JdbcClient jdbc) {
        return new ExperimentTable(jdbc);
    }

    @Bean
    ModelNames modelNames(JdbcClient jdbc) {
        return new ModelNameTable(jdbc);
    }

    @Bean
    Vault vault(JdbcClient jdbc) {
        return new PersonVault(jdbc);
    }
}
