package io.countersign.assembly;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What the server does by itself, from time to time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {

    /** As many as there are tasks, and some: reading a large model takes long and must hold up none of the others. */
    private static final int THREADS = 8;

    /**
     * Threads of a pool, for its scheduler is the first to stop: it begins nothing more, and waits for what is under way while
     * there still are commands and a database.
     */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(THREADS);
        scheduler.setThreadNamePrefix("timer-");
        scheduler.setDaemon(true);
        return scheduler;
    }
}
