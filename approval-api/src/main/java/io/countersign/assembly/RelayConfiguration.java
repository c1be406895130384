package io.countersign.assembly;

import io.countersign.feed.LogStream;
import io.countersign.relay.Relay;
import io.countersign.relay.RelayMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The relay to Kafka; the command line starts it once it knows where Kafka is. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    @Bean
    LogStream logStream(EventStore log, TokenStore tokens, TransactionManager transactions) {
        return new LogStream(log, tokens, transactions);
    }

    @Bean
    Relay relay(LogStream log, EventStorageEngine engine, JdbcTemplate jdbc, MeterRegistry metrics) {
        return new Relay(log, engine, jdbc, Clock.systemUTC(), metrics);
    }

    @Bean
    RelayMetrics relayMetrics(JdbcTemplate jdbc) {
        return new RelayMetrics(jdbc);
    }
}
