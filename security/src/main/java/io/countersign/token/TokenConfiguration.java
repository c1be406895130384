package io.countersign.token;

import io.countersign.CommandSender;
import io.countersign.access.CurrentActor;
import io.countersign.signin.Identities;
import io.countersign.signin.Remembered;
import io.countersign.signin.Standing;
import io.countersign.signin.UserChanges;
import io.countersign.signin.Users;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lets programs in by tokens of this server, where people sign in at all. */
@Configuration(proxyBeanMethods = false)
public class TokenConfiguration {

    @Bean
    TokenQueries tokenQueries(JdbcTemplate jdbc) {
        return new TokenQueries(jdbc);
    }

    @Bean
    Tokens tokens(
            CommandSender commands,
            TokenQueries queries,
            Users users,
            UserChanges changes,
            CurrentActor current,
            ObjectProvider<Clock> clock) {
        return new Tokens(commands, queries, users, changes, current, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean(initMethod = "start")
    @ConditionalOnExpression("'${countersign.auth:local}' != 'none'")
    LastUses lastUses(TokenQueries queries, ObjectProvider<Clock> clock) {
        return new LastUses(queries, clock.getIfAvailable(Clock::systemUTC));
    }

    /** The first that is asked: a token of this server is nobody's password, and no other's token. */
    @Bean
    @Order(1)
    @ConditionalOnExpression("'${countersign.auth:local}' != 'none'")
    TokenSignIn tokenSignIn(
            TokenQueries queries,
            UserChanges changes,
            Identities identities,
            Standing standing,
            LastUses uses,
            ObjectProvider<Clock> clock) {
        return new TokenSignIn(
                new Remembered<>(changes, queries::withHash),
                identities,
                standing,
                uses,
                clock.getIfAvailable(Clock::systemUTC));
    }
}
