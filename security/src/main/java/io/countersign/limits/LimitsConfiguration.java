package io.countersign.limits;

import io.countersign.access.CurrentActor;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts limits before every request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
public class LimitsConfiguration {

    @Bean
    Refusals refusals(ObjectProvider<MeterRegistry> metrics) {
        return new Refusals(metrics.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    Limits limits(LimitProperties limits, Refusals refusals, CurrentActor current) {
        return new Limits(
                new AddressLimitFilter(
                        new RateLimit(limits.addressRate(), TimeMeter.SYSTEM_NANOTIME), refusals, current),
                new AccountLimitFilter(
                        new RateLimit(limits.accountRate(), TimeMeter.SYSTEM_NANOTIME), refusals, current),
                refusals,
                current);
    }

    /** Behind the guard, whose order is the highest: who is refused there takes no place. */
    @Bean
    WebMvcConfigurer requestsInProgress(LimitProperties limits, Refusals refusals, CurrentActor current) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new InProgress(limits, refusals, current))
                        .order(0);
            }
        };
    }
}
