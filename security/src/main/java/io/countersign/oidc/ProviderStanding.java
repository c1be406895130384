package io.countersign.oidc;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.identity.AccountKind;
import io.countersign.identity.ExternalId;
import io.countersign.identity.SubjectId;
import io.countersign.signin.Identity;
import io.countersign.signin.SignInDelayed;
import io.countersign.signin.Standing;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Whether the provider would still let somebody in who left a token of this server to a program. Keycloak is asked about
 * them, every {@link ProviderSignIn#REMEMBERED}. Another provider cannot be asked about who is not there: a token then
 * does for {@link #HOURS} after its owner last came in by the provider's word.
 */
final class ProviderStanding implements Standing {

    static final int HOURS = 24;

    private static final Logger LOG = LoggerFactory.getLogger(ProviderStanding.class);
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("standing").start(task);

    private final ProviderSettings settings;
    private final Optional<KeycloakDirectory> directory;
    private final ClaimMapping mapping;
    private final Accounts accounts;
    private final AsyncCache<ExternalId, Answer> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(ProviderSignIn.REMEMBERED)
            .executor(THREADS)
            .buildAsync();

    private final Cache<SubjectId, Boolean> proven = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(ProviderSignIn.REMEMBERED)
            .build();

    ProviderStanding(
            ProviderSettings settings, Optional<KeycloakDirectory> directory, ClaimMapping mapping, Accounts accounts) {
        this.settings = settings;
        this.directory = directory;
        this.mapping = mapping;
        this.accounts = accounts;
    }

    @Override
    public Identity of(Identity account) {
        ExternalId id = account.external();
        if (id == null) {
            return local(account);
        }
        if (!id.issuer().equals(settings.issuer().toString())) {
            throw new InvalidBearerTokenException("The token's owner is vouched for by another provider");
        }
        return directory.isPresent() ? asked(directory.get(), id) : recent(account);
    }

    /** A service of this server has no account there; a person without one is none of the provider's. */
    private static Identity local(Identity account) {
        if (account.kind() == AccountKind.PERSON) {
            throw new InvalidBearerTokenException("The token's owner is not known to the provider");
        }
        return account;
    }

    private Identity asked(KeycloakDirectory asked, ExternalId id) {
        Answer answer = known.get(id, (key, threads) -> CompletableFuture.supplyAsync(() -> ask(asked, key), threads))
                .join();
        return switch (answer) {
            case Answer.Yes yes -> accounts.of(yes.vouched());
            case Answer.No no ->
                throw new InvalidBearerTokenException("The provider does not vouch for the token's owner any more");
            case Answer.None none -> {
                known.asMap().remove(id);
                throw SignInDelayed.withoutProvider();
            }
        };
    }

    private Answer ask(KeycloakDirectory asked, ExternalId id) {
        try {
            Optional<Claims> today = asked.today(id.subject());
            return today.<Answer>map(claims -> new Answer.Yes(mapping.read(id, claims, claims)))
                    .orElseGet(Answer.No::new);
        } catch (ProviderUnavailable e) {
            LOG.error("The owner of a token cannot be asked about. {}", e.getMessage(), e.getCause());
            return new Answer.None();
        }
    }

    private sealed interface Answer {

        record Yes(Vouched vouched) implements Answer {}

        record No() implements Answer {}

        record None() implements Answer {}
    }

    private Identity recent(Identity account) {
        boolean recent = proven.get(account.subject(), subject -> accounts.isProvenWithin(HOURS, account));
        if (!recent) {
            throw new InvalidBearerTokenException(
                    "The token's owner must sign in at the provider again: they did not for " + HOURS + " hours");
        }
        return account;
    }
}
