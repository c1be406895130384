package io.countersign.oidc;

import java.util.Locale;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Tells access tokens from others that the same keys sign. An ID token says that somebody signed in to a client; it is not
 * for showing to servers. Keycloak names the kind in a claim ({@code typ}), others in the header (RFC 9068); the hash of an
 * access token or a code stands in ID tokens alone (OpenID Connect Core 1.0, section 3.3.2.11).
 */
final class AccessTokenValidator implements OAuth2TokenValidator<Jwt> {

    private static final Set<String> HEADERS = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final Set<String> OF_ID_TOKENS = Set.of("at_hash", "c_hash", "nonce");

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (!isAccessToken(token)) {
            return failure("The token is no access token");
        }
        if (token.getExpiresAt() == null || token.getSubject() == null) {
            return failure("The token must say whose it is (sub) and when it expires (exp)");
        }
        return OAuth2TokenValidatorResult.success();
    }

    private static boolean isAccessToken(Jwt token) {
        Object header = token.getHeaders().get("typ");
        Object claim = token.getClaims().get("typ");
        return (header == null || HEADERS.contains(String.valueOf(header).toLowerCase(Locale.ROOT)))
                && (claim == null || claim.equals("Bearer"))
                && OF_ID_TOKENS.stream().noneMatch(token::hasClaim);
    }

    private static OAuth2TokenValidatorResult failure(String reason) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, reason, null));
    }
}
