package io.countersign.assembly;

import io.countersign.egress.Egress;
import io.countersign.feed.LogStream;
import io.countersign.notice.Matters;
import io.countersign.notice.NoticeSettings;
import io.countersign.notice.NoticeTable;
import io.countersign.notice.Notices;
import io.countersign.notice.PreferenceTable;
import io.countersign.signing.SecretBox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Notices to people, which begin once everything that they look at is there. */
@Configuration(proxyBeanMethods = false)
class NoticesConfiguration {

    @Bean
    NoticeTable noticeTable(JdbcTemplate jdbc) {
        return new NoticeTable(jdbc);
    }

    @Bean
    PreferenceTable noticePreferences(JdbcTemplate jdbc, SecretBox secrets) {
        return new PreferenceTable(jdbc, secrets);
    }

    @Bean
    Notices notices(
            LogStream log,
            JdbcTemplate jdbc,
            PreferenceTable noticePreferences,
            PlatformTransactionManager transactions,
            Matters matters,
            ObjectProvider<NoticeSettings> settings,
            Egress egress,
            ServerSettings server,
            Clock clock,
            MeterRegistry metrics) {
        return new Notices(
                log,
                jdbc,
                noticePreferences,
                new TransactionTemplate(transactions),
                matters,
                settings.getIfAvailable(NoticeSettings::none),
                egress,
                server.trust(),
                clock,
                metrics);
    }

    @Bean
    NoticesStart noticesStart(Notices notices) {
        return new NoticesStart(notices);
    }

    /** Begins as late as can be. */
    record NoticesStart(Notices notices) {
        @EventListener(ContextRefreshedEvent.class)
        void start() {
            notices.start();
        }
    }
}
