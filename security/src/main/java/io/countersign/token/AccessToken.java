package io.countersign.token;

import io.countersign.identity.SubjectId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token, as lists show it.
 *
 * @param issuedBy whose it is, or who issued it for a service
 * @param lastUsed to within some seconds; null: never
 * @param revoked null: not
 */
public record AccessToken(
        TokenId id,
        SubjectId user,
        String name,
        Set<Scope> scopes,
        SubjectId issuedBy,
        Instant issued,
        Instant expires,
        @Nullable Instant lastUsed,
        @Nullable Instant revoked) {

    /** One that was issued just now, with the secret that nobody can ever be told again. */
    public record Issued(AccessToken token, String secret) {

        @Override
        public String toString() {
            return "Issued[token=" + token.id() + "]";
        }
    }
}
