package io.countersign.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.wire.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the routes on tokens. */
final class TokenMessages {

    private TokenMessages() {}

    /**
     * @param username whose it is to be; null for whoever asks
     * @param scopes null for read and write
     * @param lifetime as 12h or 90d; null for 90 days
     */
    record Issue(
            @Required String name,
            @Nullable String username,
            @Nullable List<String> scopes,
            @Nullable String lifetime) {}

    record Of(@Nullable String username) {}

    record Listed(@JsonInclude(JsonInclude.Include.ALWAYS) List<Token> tokens) {}

    record Token(
            String tokenId,
            String name,
            List<String> scopes,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        static Token of(AccessToken token) {
            return new Token(
                    token.id().value(),
                    token.name(),
                    token.scopes().stream().sorted().map(Scope::label).toList(),
                    token.issued(),
                    token.expires(),
                    token.lastUsed(),
                    token.revoked());
        }
    }

    /** @param secret what to sign in with; it is told here, and never again */
    record Issued(Token token, String secret) {

        static Issued of(AccessToken.Issued issued) {
            return new Issued(Token.of(issued.token()), issued.secret());
        }

        @Override
        public String toString() {
            return "Issued[token=" + token.tokenId() + "]";
        }
    }
}
