package io.countersign.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes streams of the log. Each has one segment, so that one server at a time runs it and sees every event in the order
 * of the log; a handler's failure stops the batch, whose transaction also moves the token, and the batch comes again.
 * A new stream begins with the first event, none of it as a replay. What each has carried is kept in {@code ops.feeds}.
 */
public final class LogStream {

    private static final int EVENTS_PER_BATCH = 500;
    private static final int RETRY_MILLIS = 1000;

    private final EventStore log;
    private final EventStorageEngine engine;
    private final TokenStore tokens;
    private final TransactionManager transactions;
    private final JdbcTemplate jdbc;

    public LogStream(
            EventStore log,
            EventStorageEngine engine,
            TokenStore tokens,
            TransactionManager transactions,
            JdbcTemplate jdbc) {
        this.log = log;
        this.engine = engine;
        this.tokens = tokens;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /**
     * A stream that is not started yet.
     *
     * @param name of its token in {@code ops.token_entry}, and of what it carried in {@code ops.feeds}
     * @param handler with methods that are annotated as handlers of events
     * @param threads at least two, one of which coordinates
     */
    public PooledStreamingEventProcessor of(String name, Object handler, ScheduledExecutorService threads) {
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(handler, new CarriedRecorder(new CarriedEvents(jdbc, name), name))
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .build())
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(new PromptLog(log))
                .tokenStore(tokens)
                .transactionManager(transactions)
                .coordinatorExecutor(threads)
                .workerExecutor(threads)
                .initialToken(StreamableMessageSource::createTailToken)
                .initialSegmentCount(1)
                .batchSize(EVENTS_PER_BATCH)
                .tokenClaimInterval(RETRY_MILLIS)
                .build();
    }

    /**
     * What compares the stream with the log.
     *
     * @param repair carries events that the stream has passed by
     */
    public Reconciler reconciler(
            String name, Consumer<List<DomainEventMessage<?>>> repair, Clock clock, MeterRegistry metrics) {
        return new Reconciler(name, repair, new CarriedEvents(jdbc, name), engine, clock, metrics);
    }
}
