package io.countersign.feed;

import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * Makes streams of the log. Each has one segment, so that one server at a time runs it and sees every event in the order
 * of the log; a handler's failure stops the batch, whose transaction also moves the token, and the batch comes again.
 * A new stream begins with the first event, none of it as a replay.
 */
public final class LogStream {

    private static final int EVENTS_PER_BATCH = 500;
    private static final int RETRY_MILLIS = 1000;

    private final EventStore log;
    private final TokenStore tokens;
    private final TransactionManager transactions;

    public LogStream(EventStore log, TokenStore tokens, TransactionManager transactions) {
        this.log = log;
        this.tokens = tokens;
        this.transactions = transactions;
    }

    /**
     * A stream that is not started yet.
     *
     * @param name of its token in {@code ops.token_entry}
     * @param handler with methods that are annotated as handlers of events
     * @param threads at least two, one of which coordinates
     */
    public PooledStreamingEventProcessor of(String name, Object handler, ScheduledExecutorService threads) {
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(handler)
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
}
