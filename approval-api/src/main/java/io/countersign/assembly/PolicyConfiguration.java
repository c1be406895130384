package io.countersign.assembly;

import io.countersign.past.TimeTravel;
import io.countersign.policy.CelConditions;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What policies are judged with. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    /** What policies mean by now, which questions about the past move back. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return TimeTravel.clock(Clock.systemUTC());
    }

    @Bean
    CelConditions conditions() {
        return new CelConditions();
    }
}
