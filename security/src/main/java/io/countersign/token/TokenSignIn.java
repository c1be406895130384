package io.countersign.token;

import io.countersign.access.Credential;
import io.countersign.access.SignedIn;
import io.countersign.signin.Identities;
import io.countersign.signin.Identity;
import io.countersign.signin.Remembered;
import io.countersign.signin.SignInDelayed;
import io.countersign.signin.Standing;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Lets in whoever shows a token of this server: as a bearer token (RFC 6750), or as the password of HTTP Basic, with the
 * name of its owner or, as Databricks has it, {@code token}.
 */
final class TokenSignIn implements AuthenticationProvider {

    private static final String ANY_OWNER = "token";

    private final Remembered<TokenHash, AccessToken> tokens;
    private final Identities identities;
    private final Standing standing;
    private final LastUses uses;
    private final Clock clock;

    TokenSignIn(
            Remembered<TokenHash, AccessToken> tokens,
            Identities identities,
            Standing standing,
            LastUses uses,
            Clock clock) {
        this.tokens = tokens;
        this.identities = identities;
        this.standing = standing;
        this.uses = uses;
        this.clock = clock;
    }

    /** @return null for what is no token of this server, which others may know */
    @Override
    public @Nullable Authentication authenticate(Authentication request) {
        String text = shown(request);
        if (!TokenSecret.isMeant(text)) {
            return null;
        }
        try {
            SignedIn signedIn = signIn(text);
            requireOwner(request, signedIn);
            return signedIn.asAuthentication();
        } catch (DataAccessException e) {
            throw SignInDelayed.withoutDatabase();
        }
    }

    private SignedIn signIn(String text) {
        AccessToken token = TokenSecret.parse(text)
                .flatMap(secret -> tokens.get(secret.hash()))
                .orElseThrow(() -> new InvalidBearerTokenException("The token is unknown"));
        if (token.revoked() != null) {
            throw new InvalidBearerTokenException("The token was revoked");
        }
        if (!clock.instant().isBefore(token.expires())) {
            throw new InvalidBearerTokenException("The token has expired");
        }
        Identity owner = identities
                .of(token.user())
                .orElseThrow(() -> new InvalidBearerTokenException("The token's owner was removed"));
        Identity today = standing.of(owner);
        uses.used(token.id());
        return today.signedInBy(new Credential("token", token.scopes(), token.id(), today.answersToNobody(), null));
    }

    private static String shown(Authentication request) {
        return request instanceof BearerTokenAuthenticationToken bearer
                ? bearer.getToken()
                : String.valueOf(request.getCredentials());
    }

    /** Somebody who names another beside a token of theirs is told so, rather than taken for the one or the other. */
    private static void requireOwner(Authentication request, SignedIn signedIn) {
        boolean named = request instanceof UsernamePasswordAuthenticationToken
                && !request.getName().isEmpty()
                && !request.getName().equals(ANY_OWNER);
        if (named && !request.getName().equalsIgnoreCase(signedIn.username())) {
            throw new InvalidBearerTokenException("The token is not one of this user's");
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication)
                || BearerTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
