package io.countersign.log;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Refuses to start a server whose log would not keep its promises, for example after an upgrade of a library. */
@Component
final class LogAssertions implements SmartInitializingSingleton {

    private final TransactionManager transactions;
    private final EventStorageEngine engine;
    private final TokenStore tokens;
    private final Serializer events;

    LogAssertions(
            TransactionManager transactions,
            EventStorageEngine engine,
            TokenStore tokens,
            @Qualifier("eventSerializer") Serializer events) {
        this.transactions = transactions;
        this.engine = engine;
        this.tokens = tokens;
        this.events = events;
    }

    @Override
    public void afterSingletonsInstantiated() {
        require(transactions, SpringTransactionManager.class);
        require(engine, JdbcEventStorageEngine.class);
        require(tokens, JdbcTokenStore.class);
        require(events, EventSerializer.class);
    }

    private static void require(Object part, Class<?> expected) {
        if (!expected.isInstance(part)) {
            throw new IllegalStateException("The log needs a " + expected.getSimpleName() + " but was wired with "
                    + part.getClass().getName() + ".");
        }
    }
}
