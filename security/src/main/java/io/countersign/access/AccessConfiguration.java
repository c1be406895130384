package io.countersign.access;

import io.countersign.permission.ObjectFacts;
import org.axonframework.commandhandling.CommandBus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Puts the guard before every command and every HTTP handler. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

    @Bean
    CurrentActor currentActor() {
        return new CurrentActor();
    }

    @Bean
    Visibility visibility(@Value("${countersign.default-permission:READ}") DefaultPermission byDefault) {
        return new Visibility(byDefault);
    }

    /** Where nothing tells who holds what, roles alone count. */
    @Bean
    ObjectAccess objectAccess(ObjectProvider<ObjectFacts> facts, Visibility visibility) {
        return new ObjectAccess(facts.getIfAvailable(() -> ObjectFacts.NONE), visibility);
    }

    @Bean
    CommandAuthorization commandAuthorization(CommandBus bus, ObjectAccess objects) {
        CommandAuthorization authorization = new CommandAuthorization(objects);
        bus.registerDispatchInterceptor(authorization);
        bus.registerHandlerInterceptor(authorization);
        return authorization;
    }

    @Bean
    WebMvcConfigurer requestGuard(CurrentActor current, ObjectAccess objects) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RequestGuard(current, objects)).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    GuardedRoutes guardedRoutes(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return new GuardedRoutes(mappings);
    }

    /** Before the filters of sign-in, so that a refused request has a name too. */
    @Bean
    FilterRegistrationBean<RequestTraceFilter> requestTraces() {
        FilterRegistrationBean<RequestTraceFilter> registration =
                new FilterRegistrationBean<>(new RequestTraceFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
