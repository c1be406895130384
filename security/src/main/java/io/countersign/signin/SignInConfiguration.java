package io.countersign.signin;

import com.github.benmanes.caffeine.cache.Ticker;
import io.countersign.CommandSender;
import io.countersign.access.CurrentActor;
import io.countersign.identity.UserDirectory;
import io.countersign.limits.LimitsConfiguration;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Local users and their sign-in. Needs a {@link CommandSender} from whoever assembles the server, and a
 * {@link DedicatedConnections} where people sign in.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
@Import({FilterConfiguration.class, LimitsConfiguration.class})
public class SignInConfiguration {

    private static final Duration LONGEST_WAIT_FOR_A_CORE = Duration.ofSeconds(5);

    @Bean
    Passwords passwords() {
        return new Passwords(Runtime.getRuntime().availableProcessors(), LONGEST_WAIT_FOR_A_CORE);
    }

    @Bean
    UserDirectory userDirectory(JdbcClient jdbc) {
        return new UserTable(jdbc);
    }

    @Bean
    UserQueries userQueries(JdbcClient jdbc) {
        return new UserQueries(jdbc);
    }

    @Bean
    People people(JdbcClient jdbc, UserQueries queries, SignInProperties properties) {
        return new People(jdbc, queries, properties.auth() == SignInMode.NONE);
    }

    @Bean
    Membership membership(UserQueries queries) {
        return new Membership(queries);
    }

    @Bean
    UserChanges changesOfUsers() {
        return new UserChanges();
    }

    @Bean
    @ConditionalOnExpression("'${countersign.auth:local}' != 'keycloak'")
    Standing localStanding() {
        return new LocalStanding();
    }

    @Bean
    Identities identities(UserChanges changes, UserQueries queries) {
        return new Identities(changes, queries);
    }

    @Bean(initMethod = "start")
    @ConditionalOnExpression("'${countersign.auth:local}' != 'none'")
    IdentityListener identityListener(DedicatedConnections connections, UserChanges changes) {
        return new IdentityListener(connections, changes);
    }

    @Bean
    Users users(
            CommandSender commands,
            UserQueries queries,
            Passwords passwords,
            UserChanges changes,
            CurrentActor current,
            SignInProperties properties) {
        return new Users(commands, queries, passwords, changes, current, properties.auth());
    }

    @Bean
    FirstAdmin firstAdmin(
            SignInProperties properties, CommandSender commands, UserQueries queries, Passwords passwords) {
        return new FirstAdmin(properties, commands, queries, passwords);
    }

    @Bean
    Reauthentication reauthentication(
            CurrentActor current,
            UserQueries queries,
            Passwords passwords,
            SignInProperties properties,
            ObjectProvider<Clock> clock) {
        return new Reauthentication(
                current,
                queries,
                passwords,
                new SignInBackOff(Ticker.systemTicker()),
                properties.auth(),
                clock.getIfAvailable(Clock::systemUTC));
    }

    /** The last that is asked: any text could be a password. */
    @Bean
    @Order(3)
    @ConditionalOnProperty(name = "countersign.auth", havingValue = "local", matchIfMissing = true)
    LocalSignIn localSignIn(Identities identities, Passwords passwords) {
        Ticker clock = Ticker.systemTicker();
        return new LocalSignIn(identities, new VerifiedPasswords(clock), passwords, new SignInBackOff(clock));
    }
}
