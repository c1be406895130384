package io.countersign.signin;

import io.countersign.Command;
import io.countersign.CommandSender;
import io.countersign.identity.User;
import io.countersign.identity.UserDirectory;
import io.countersign.identity.UserEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Users that decide in transactions of the real database, on a log in memory that can be made to fail. */
final class Town implements CommandSender {

    private final Configuration axon;
    final List<UserEvent> log = new CopyOnWriteArrayList<>();
    volatile boolean logIsFull;

    Town() {
        axon = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(
                        configuration -> Jackson3Serializer.builder().build())
                .configureTransactionManager(configuration ->
                        new SpringTransactionManager(new DataSourceTransactionManager(TestDatabase.source())))
                .configureEmbeddedEventStore(configuration -> new Log())
                .configureAggregate(User.class)
                .registerComponent(
                        UserDirectory.class, configuration -> new UserTable(JdbcClient.create(TestDatabase.source())))
                .buildConfiguration();
        axon.start();
    }

    CommandBus bus() {
        return axon.commandBus();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <R> @Nullable R send(Command command, Map<String, ?> metadata) {
        List<CommandResultMessage<?>> results = new ArrayList<>();
        axon.commandBus()
                .dispatch(
                        GenericCommandMessage.asCommandMessage(command).andMetaData(metadata),
                        (message, result) -> results.add(result));
        if (results.getFirst().isExceptional()) {
            throw (RuntimeException) results.getFirst().exceptionResult();
        }
        return (R) results.getFirst().getPayload();
    }

    private final class Log extends InMemoryEventStorageEngine {
        @Override
        public void appendEvents(List<? extends EventMessage<?>> events) {
            if (logIsFull) {
                throw new IllegalStateException("The log is full.");
            }
            super.appendEvents(events);
            events.forEach(event -> log.add((UserEvent) event.getPayload()));
        }
    }
}
