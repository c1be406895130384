package io.countersign.oidc;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import io.countersign.identity.ExternalId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Finds out whether the provider vouches for who shows a token: by its signature, by what it says of itself, and by asking
 * (RFC 7662), which also tells what its owner may do now. A provider that cannot be asked is believed for as long as its
 * tokens live.
 */
public final class ProviderTokens {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderTokens.class);
    private static final String PREFIX = "An error occurred while attempting to decode the Jwt: ";

    private final Provider provider;
    private final ClaimMapping mapping;
    private final AtomicBoolean warned = new AtomicBoolean();

    ProviderTokens(Provider provider, ClaimMapping mapping) {
        this.provider = provider;
        this.mapping = mapping;
    }

    /** What was found out. */
    public sealed interface Finding {

        /** @param reason for who sent it; it holds nothing of the token */
        record Refused(String reason) implements Finding {}

        /** It was not found out. */
        record Unknown(ProviderUnavailable because) implements Finding {}

        /** @param first true until somebody has asked whether it is */
        record Good(Vouched vouched, Instant expires, AtomicBoolean first) implements Finding {

            /** Whether nobody has asked this before. */
            boolean isNews() {
                return first.get() && first.compareAndSet(true, false);
            }
        }
    }

    /** What was found out about a token, by asking the provider now. */
    public Finding examine(String token) {
        try {
            Provider.Described described = provider.describe();
            Jwt jwt = decode(described.decoder(), token);
            Claims signed = new Claims(jwt.getClaims());
            Claims today = described
                    .introspector()
                    .map(introspector -> today(introspector, token))
                    .orElseGet(() -> onlySigned(signed));
            return good(jwt, signed, today);
        } catch (Refusal e) {
            return new Finding.Refused(String.valueOf(e.getMessage()));
        } catch (ProviderUnavailable e) {
            LOG.error("Nobody can be let in by the provider's word. {}", e.getMessage(), e.getCause());
            return new Finding.Unknown(e);
        }
    }

    private Finding good(Jwt jwt, Claims signed, Claims today) {
        String subject = Objects.requireNonNull(jwt.getSubject());
        if (!today.text("sub").orElse(subject).equals(subject)) {
            return new Finding.Refused("The provider says that the token is another's");
        }
        ExternalId id = new ExternalId(String.valueOf(jwt.getIssuer()), subject);
        return new Finding.Good(
                mapping.read(id, signed, today), Objects.requireNonNull(jwt.getExpiresAt()), new AtomicBoolean(true));
    }

    private static Jwt decode(JwtDecoder decoder, String token) {
        try {
            return decoder.decode(token);
        } catch (JwtValidationException e) {
            throw new Refusal(e.getErrors().stream()
                    .map(OAuth2Error::getDescription)
                    .findFirst()
                    .orElse("The token is not valid"));
        } catch (BadJwtException e) {
            throw new Refusal(String.valueOf(e.getMessage()).replace(PREFIX, ""));
        } catch (JwtException e) {
            if (asksForKeysTooOften(e)) {
                throw new Refusal(
                        "Signed JWT rejected: its key is not among the provider's, which were fetched just now");
            }
            throw new ProviderUnavailable("The provider's keys cannot be had.", e);
        }
    }

    /** Tokens that name keys of nobody would have them fetched with every request. */
    private static boolean asksForKeysTooOften(JwtException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(RateLimitReachedException.class::isInstance);
    }

    private static Claims today(OpaqueTokenIntrospector introspector, String token) {
        try {
            Map<String, Object> attributes = introspector.introspect(token).getAttributes();
            return new Claims(attributes);
        } catch (BadOpaqueTokenException e) {
            throw new Refusal("The provider does not vouch for the token any more");
        } catch (OAuth2IntrospectionException e) {
            throw new ProviderUnavailable(
                    "The provider does not answer about tokens; is the secret of this server's client right?", e);
        }
    }

    private Claims onlySigned(Claims signed) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn("The provider answers no questions about tokens: who is turned away there comes in here until"
                    + " their token expires.");
        }
        return signed;
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String reason) {
            super(reason, null, false, false);
        }
    }
}
