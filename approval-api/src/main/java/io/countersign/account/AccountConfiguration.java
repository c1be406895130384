package io.countersign.account;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What the pages need beside their routes. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    private static final int BEFORE_SIGN_IN = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    FilterRegistrationBean<FormFilter> forms() {
        FilterRegistrationBean<FormFilter> registration = new FilterRegistrationBean<>(new FormFilter());
        registration.addUrlPatterns("/account/*", "/logout");
        registration.setOrder(BEFORE_SIGN_IN);
        return registration;
    }
}
