package io.countersign.assembly;

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
    Relay relay(
            EventStore log,
            EventStorageEngine engine,
            TokenStore tokens,
            TransactionManager transactions,
            JdbcTemplate jdbc,
            MeterRegistry metrics) {
        return new Relay(log, engine, tokens, transactions, jdbc, Clock.systemUTC(), metrics);
    }

    @Bean
    RelayMetrics relayMetrics(JdbcTemplate jdbc) {
        return new RelayMetrics(jdbc);
    }
}
