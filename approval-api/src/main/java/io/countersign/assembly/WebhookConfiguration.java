package io.countersign.assembly;

import io.countersign.CommandSender;
import io.countersign.access.RequestTrace;
import io.countersign.access.SignedIn;
import io.countersign.delivery.DeliveryLog;
import io.countersign.delivery.Endpoints;
import io.countersign.delivery.GivingUp;
import io.countersign.delivery.Redelivery;
import io.countersign.delivery.Upkeep;
import io.countersign.delivery.WebhookEngine;
import io.countersign.egress.Egress;
import io.countersign.egress.Targets;
import io.countersign.feed.LogStream;
import io.countersign.jenkins.BuildRows;
import io.countersign.jenkins.CheckReports;
import io.countersign.payload.ModelNames;
import io.countersign.payload.Vocabularies;
import io.countersign.privacy.Vault;
import io.countersign.rejection.Rejection;
import io.countersign.signing.SecretBox;
import io.countersign.webhook.WebhookCommand;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine behind webhooks; the command line starts it once the server answers. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookConfiguration.class);

    @Bean
    SecretBox secretBox(ServerSettings settings) {
        return settings.secrets();
    }

    @Bean
    Endpoints endpoints(JdbcTemplate jdbc, SecretBox secrets) {
        return new Endpoints(jdbc, secrets);
    }

    @Bean(destroyMethod = "close")
    Egress egress(ServerSettings settings) {
        return new Egress(settings.allowed(), settings.trust());
    }

    @Bean
    Targets targets(ServerSettings settings) {
        return new Targets(settings.allowed());
    }

    @Bean
    Vocabularies vocabularies(JdbcTemplate jdbc, Vault vault) {
        return new Vocabularies(
                "urn:countersign:" + jdbc.queryForObject("select id::text from ops.installation", String.class), vault);
    }

    @Bean
    DeliveryLog deliveryLog(JdbcTemplate jdbc) {
        return new DeliveryLog(jdbc);
    }

    @Bean
    BuildRows buildRows(JdbcTemplate jdbc) {
        return new BuildRows(jdbc);
    }

    @Bean
    GivingUp givingUp(CommandSender commands) {
        return (webhook, cause) -> {
            try {
                commands.send(
                        new WebhookCommand.GiveUp(webhook, cause, SignedIn.SYSTEM.actor()),
                        SignedIn.SYSTEM.metadata(RequestTrace.fresh()));
            } catch (Rejection e) {
                LOG.debug("Webhook {} is gone already.", webhook, e);
            }
        };
    }

    @Bean
    Upkeep upkeep(JdbcTemplate jdbc, GivingUp givingUp, @Value("${countersign.webhook-retention:30d}") Duration kept) {
        return new Upkeep(jdbc, givingUp, kept, Clock.systemUTC());
    }

    @Bean(destroyMethod = "close")
    WebhookEngine webhookEngine(
            LogStream log,
            EventStorageEngine engine,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Endpoints endpoints,
            Egress egress,
            Vocabularies vocabularies,
            ModelNames names,
            GivingUp givingUp,
            Upkeep upkeep,
            CheckReports reports,
            MeterRegistry metrics,
            @Value("${countersign.node}") String node) {
        return new WebhookEngine(
                log,
                engine,
                jdbc,
                new TransactionTemplate(transactions),
                endpoints,
                egress,
                vocabularies,
                names,
                givingUp,
                upkeep,
                reports,
                Clock.systemUTC(),
                metrics,
                node);
    }

    @Bean
    Redelivery redelivery(
            EventStorageEngine log,
            JdbcTemplate jdbc,
            Vocabularies vocabularies,
            ModelNames names,
            PlatformTransactionManager transactions,
            WebhookEngine engine) {
        return new Redelivery(log, jdbc, vocabularies, names, new TransactionTemplate(transactions), engine);
    }
}
