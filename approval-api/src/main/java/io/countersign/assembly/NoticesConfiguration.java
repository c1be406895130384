package io.countersign.assembly;

import io.countersign.egress.Egress;
import io.countersign.egress.Targets;
import io.countersign.feed.LogStream;
import io.countersign.notice.Matters;
import io.countersign.notice.NoticeSettings;
import io.countersign.notice.NoticeTable;
import io.countersign.notice.Notices;
import io.countersign.notice.PreferenceTable;
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
    PreferenceTable noticePreferences(JdbcTemplate jdbc) {
        return new PreferenceTable(jdbc);
    }

    @Bean
    Egress chatEgress(ObjectProvider<NoticeSettings> settings) {
        return new Egress(settings.getIfAvailable(NoticeSettings::none).chats());
    }

    @Bean
    Targets chatTargets(ObjectProvider<NoticeSettings> settings) {
        return new Targets(settings.getIfAvailable(NoticeSettings::none).chats());
    }

    @Bean
    Notices notices(
            LogStream log,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Matters matters,
            ObjectProvider<NoticeSettings> settings,
            Egress chatEgress,
            Clock clock) {
        return new Notices(
                log,
                jdbc,
                new TransactionTemplate(transactions),
                matters,
                settings.getIfAvailable(NoticeSettings::none),
                chatEgress,
                clock);
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
