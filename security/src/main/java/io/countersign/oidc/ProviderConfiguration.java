package io.countersign.oidc;

import io.countersign.CommandSender;
import io.countersign.signin.Identities;
import io.countersign.signin.People;
import io.countersign.signin.Standing;
import io.countersign.signin.UserChanges;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lets in whom an OpenID provider vouches for. Needs {@link ProviderSettings} from whoever assembles the server. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "countersign.auth", havingValue = "keycloak")
public class ProviderConfiguration {

    @Bean
    Provider provider(ProviderSettings settings) {
        return new Provider(settings);
    }

    @Bean
    ClaimMapping claimMapping(ProviderSettings settings) {
        return new ClaimMapping(settings.claims());
    }

    @Bean
    Accounts accounts(
            Identities identities, People people, CommandSender commands, UserChanges changes, JdbcTemplate jdbc) {
        return new Accounts(identities, people, commands, changes, jdbc);
    }

    @Bean
    ProviderTokens providerTokens(Provider provider, ClaimMapping mapping) {
        return new ProviderTokens(provider, mapping);
    }

    @Bean
    @Order(2)
    ProviderSignIn providerSignIn(
            ProviderTokens tokens, Accounts accounts, ProviderSettings settings, ObjectProvider<Clock> clock) {
        return new ProviderSignIn(tokens, accounts, settings.skew(), clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    Standing providerStanding(
            Provider provider,
            ClaimMapping mapping,
            Accounts accounts,
            ProviderSettings settings,
            ObjectProvider<Clock> clock) {
        return new ProviderStanding(
                settings,
                KeycloakDirectory.of(provider, settings, clock.getIfAvailable(Clock::systemUTC)),
                mapping,
                accounts);
    }
}
