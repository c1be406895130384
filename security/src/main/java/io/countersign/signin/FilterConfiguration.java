package io.countersign.signin;

import io.countersign.access.Operation;
import io.countersign.access.PathAuthorization;
import io.countersign.limits.Limits;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What every request passes before it reaches a handler. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class FilterConfiguration {

    private static final PlainAnswers ANSWERS = PlainAnswers.INSTANCE;

    /** Declared in every mode, or Spring Boot would invent a user and print a password for it. */
    @Bean
    AuthenticationManager authenticationManager(
            ObjectProvider<AuthenticationProvider> ways, ObjectProvider<SignInWatch> watch) {
        return new WaysIn(ways.orderedStream().toList(), watch);
    }

    /** No spans for each filter of each request, which nothing reads. */
    @Bean
    SecurityObservationSettings withoutObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            AuthenticationManager authentication,
            SignInProperties properties,
            ObjectProvider<BrowserSignIn> browsers,
            Limits limits,
            @Value("${server.address:}") String address,
            @Value("${countersign.trusted-proxies:}") String proxies,
            @Value("${management.endpoints.web.base-path:/actuator}") String management) {
        http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(authentication);
        withoutSessions(http)
                .headers(FilterConfiguration::headers)
                .addFilterAfter(new ForeignOriginFilter(), HeaderWriterFilter.class)
                .addFilterAfter(limits.ofAccounts(), AnonymousAuthenticationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(ANSWERS).accessDeniedHandler(ANSWERS))
                .authorizeHttpRequests(routes -> authorize(routes, management));
        if (properties.auth() == SignInMode.NONE || proxies.isBlank() && LoopbackAddress.is(address)) {
            http.addFilterAfter(new LoopbackHostFilter(), HeaderWriterFilter.class);
        }
        if (properties.auth() == SignInMode.NONE) {
            LoopbackAddress.require(address);
            http.addFilterBefore(new LocalPersonFilter(), AnonymousAuthenticationFilter.class);
        } else {
            http.addFilterAfter(limits.ofAddresses(), HeaderWriterFilter.class)
                    .httpBasic(basic -> basic.authenticationEntryPoint(ANSWERS))
                    .addFilterBefore(bearerTokens(authentication), BasicAuthenticationFilter.class);
            browsers.ifAvailable(browser -> browser.into(http));
        }
        return http.build();
    }

    private static BearerTokenAuthenticationFilter bearerTokens(AuthenticationManager authentication) {
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(authentication);
        filter.setAuthenticationEntryPoint(ANSWERS);
        filter.setAuthenticationFailureHandler(ANSWERS::commence);
        return filter;
    }

    /** Without {@link BrowserSignIn}, each request signs in by itself: no session to ride on; see {@link ForeignOriginFilter}. */
    private static HttpSecurity withoutSessions(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    /** For an API, which no page may embed or run. A handler that serves pages or files may set others. */
    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.frameOptions(FrameOptionsConfig::deny)
                .contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginResourcePolicy(resources -> resources.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }

    /**
     * Handlers name their own operations; the server's management pages come from a library and are guarded here. What a
     * workspace tells of itself, Databricks' clients ask for before they sign in: they are told that there is nothing.
     * Links to parts of uploads and downloads are signed: their handlers check that.
     */
    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry routes,
            String management) {
        routes.dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(
                        HttpMethod.GET,
                        "/health",
                        "/version",
                        "/.well-known/databricks-config",
                        "/*/*/mlflow/server-info")
                .permitAll()
                .requestMatchers(HttpMethod.PUT, "/api/2.0/mlflow-artifacts/mpu/part/*/*")
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/api/2.0/mlflow-artifacts/signed/*")
                .permitAll()
                .requestMatchers(management, management + "/**")
                .access(PathAuthorization.requiring(Operation.OPERATE_SERVER))
                .anyRequest()
                .authenticated();
    }
}
