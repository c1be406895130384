package io.countersign.assembly;

import io.countersign.log.Horizon;
import io.countersign.privacy.BlindWords;
import io.countersign.privacy.Vault;
import io.countersign.trail.ModelEvents;
import io.countersign.trail.Trail;
import io.countersign.trail.TrailIndex;
import io.countersign.trail.TrailKeeping;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit history. */
@Configuration(proxyBeanMethods = false)
class TrailConfiguration {

    @Bean
    BlindWords blindWords(JdbcClient jdbc) {
        return new BlindWords(jdbc);
    }

    @Bean
    TrailIndex trailIndex(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Horizon horizon,
            Vault vault,
            BlindWords blind) {
        return new TrailIndex(jdbc, new TransactionTemplate(transactions), horizon, vault, blind);
    }

    @Bean
    Trail trail(JdbcTemplate jdbc, TrailIndex index, Vault vault, BlindWords blind) {
        return new Trail(jdbc, index, vault, blind);
    }

    @Bean
    ModelEvents modelEvents(JdbcTemplate jdbc) {
        return new ModelEvents(jdbc);
    }

    @Bean
    TrailKeeping trailKeeping(TrailIndex index) {
        return new TrailKeeping(index);
    }
}
