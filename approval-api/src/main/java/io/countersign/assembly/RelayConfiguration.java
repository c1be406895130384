package io.countersign.assembly;

import io.countersign.delivery.WebhookEngine;
import io.countersign.feed.LogStream;
import io.countersign.feed.StreamGauges;
import io.countersign.notice.Notices;
import io.countersign.relay.Relay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
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
    LogStream logStream(
            EventStore log,
            EventStorageEngine engine,
            TokenStore tokens,
            TransactionManager transactions,
            JdbcTemplate jdbc) {
        return new LogStream(log, engine, tokens, transactions, jdbc);
    }

    @Bean
    Relay relay(LogStream log, JdbcTemplate jdbc, MeterRegistry metrics) {
        return new Relay(log, jdbc, Clock.systemUTC(), metrics);
    }

    @Bean
    StreamGauges streamGauges(JdbcTemplate jdbc) {
        return new StreamGauges(jdbc, List.of(Relay.NAME, WebhookEngine.NAME, Notices.NAME));
    }
}
