package io.countersign.oidc;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.access.Credential;
import io.countersign.signin.Identity;
import io.countersign.signin.SignInDelayed;
import io.countersign.token.Fingerprint;
import io.countersign.token.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Lets in whoever shows an access token of the provider. What was found out about a token counts for {@link #REMEMBERED};
 * then the provider is asked again, so that it can take back what it once signed. Many requests with one token ask once.
 */
final class ProviderSignIn implements AuthenticationProvider {

    /** How long somebody may still come in whom the provider has turned away. */
    static final Duration REMEMBERED = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("provider").start(task);

    private final ProviderTokens tokens;
    private final Accounts accounts;
    private final Duration skew;
    private final Clock clock;
    private final AsyncCache<String, ProviderTokens.Finding> findings = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .executor(THREADS)
            .buildAsync();

    ProviderSignIn(ProviderTokens tokens, Accounts accounts, Duration skew, Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.skew = skew;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        String token = ((BearerTokenAuthenticationToken) request).getToken();
        try {
            return switch (find(token)) {
                case ProviderTokens.Finding.Refused refused -> throw new InvalidBearerTokenException(refused.reason());
                case ProviderTokens.Finding.Good good -> signedIn(good);
                case ProviderTokens.Finding.Unknown unknown -> throw SignInDelayed.withoutProvider();
            };
        } catch (DataAccessException e) {
            LOG.error("Users cannot be read.", e);
            throw SignInDelayed.withoutDatabase();
        }
    }

    /** What was not found out is asked about by the next request again. */
    private ProviderTokens.Finding find(String token) {
        String key = Fingerprint.of(token);
        ProviderTokens.Finding finding = findings.get(
                        key, (asked, threads) -> CompletableFuture.supplyAsync(() -> tokens.examine(token), threads))
                .join();
        if (finding instanceof ProviderTokens.Finding.Unknown) {
            findings.asMap().remove(key);
        }
        return finding;
    }

    private Authentication signedIn(ProviderTokens.Finding.Good good) {
        Instant now = clock.instant();
        if (now.isAfter(good.expires().plus(skew))) {
            throw new InvalidBearerTokenException("The token has expired");
        }
        Vouched vouched = good.vouched();
        Identity account = accounts.of(vouched);
        if (good.isNews()) {
            accounts.proven(account);
        }
        Credential credential =
                new Credential("oidc", Scope.ALL, null, account.answersToNobody(), vouched.authentication());
        return account.signedInBy(credential).asAuthentication();
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return BearerTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
