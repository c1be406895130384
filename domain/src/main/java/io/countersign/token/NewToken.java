package io.countersign.token;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * A token, as it is when it is issued.
 *
 * @param name by which its owner knows it; it may be personal and is kept out of the log
 * @param expires after which it lets nobody in
 */
public record NewToken(TokenId id, TokenHash hash, String name, Set<Scope> scopes, Instant expires) {

    public NewToken {
        scopes = new TreeSet<>(scopes);
    }
}
