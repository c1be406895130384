package io.countersign.browser;

import io.countersign.oidc.Accounts;
import io.countersign.oidc.Provider;
import io.countersign.oidc.ProviderSettings;
import io.countersign.oidc.ProviderTokens;
import io.countersign.signin.BrowserSignIn;
import io.countersign.signin.Identities;
import io.countersign.signin.SignInWatch;
import io.countersign.signin.Standing;
import io.countersign.signin.UserChanges;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/** Lets people sign in by their browsers, where an OpenID provider vouches for them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "countersign.auth", havingValue = "keycloak")
public class BrowserConfiguration {

    @Bean
    Sessions sessions(JdbcTemplate jdbc, UserChanges changes, ObjectProvider<Clock> clock) {
        return new Sessions(jdbc, changes, clock.getIfAvailable(Clock::systemUTC));
    }

    /** Looked up by Spring Security, which would else fetch the keys without the trust that this server was told to have. */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(Provider provider) {
        return registration -> provider.idTokens(registration);
    }

    @Bean
    BrowserSignIn browserSignIn(
            Provider provider,
            ProviderTokens tokens,
            Accounts accounts,
            ProviderSettings settings,
            Sessions sessions,
            Identities identities,
            Standing standing,
            ObjectProvider<SignInWatch> watch,
            ObjectProvider<Clock> clock) {
        HostCookie cookie = new HostCookie("countersign-session", settings.publicUrl());
        PendingSignIns pending = new PendingSignIns(
                settings.clientSecret(), settings.publicUrl(), clock.getIfAvailable(Clock::systemUTC));
        return new BrowserFilters(
                new ProviderRegistration(provider, settings),
                provider,
                settings.publicUrl(),
                pending,
                new SignInAnswers(tokens, accounts, sessions, cookie, watch),
                new SignOut(sessions, cookie, provider, settings),
                new SessionSignIn(cookie, sessions, identities, standing),
                cookie);
    }
}
