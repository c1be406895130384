package io.countersign.assembly;

import io.countersign.policy.CelConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What judges conditions of policies. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    CelConditions conditions() {
        return new CelConditions();
    }
}
