package io.countersign.access;

import io.countersign.identity.Authentication;
import io.countersign.token.Scope;
import io.countersign.token.TokenId;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By what somebody signed in, and what that is good for.
 *
 * @param method as events have it: {@code basic}, {@code none}, {@code oidc}, {@code session}, {@code system},
 *     {@code token}, {@code webhook}
 * @param scopes what they may do of all that they may; no set of scopes is good for what a token never does
 * @param token null when it is none of this server's
 * @param answersToNobody whether it is a program's, and nobody is said to stand behind it
 * @param authentication when and how they last showed who they are; null when that was with this request, and by no more
 *     than it takes for any request
 */
public record Credential(
        String method,
        Set<Scope> scopes,
        @Nullable TokenId token,
        boolean answersToNobody,
        @Nullable Authentication authentication) {

    public Credential {
        scopes = Set.copyOf(scopes);
    }

    /** One that is good for everything. */
    static Credential of(String method) {
        return new Credential(method, Scope.ALL, null, false, null);
    }

    /** The same, by which they have just shown anew who they are. */
    Credential with(Authentication fresh) {
        return new Credential(method, scopes, token, answersToNobody, fresh);
    }

    boolean permits(Operation operation) {
        return operation.scope().map(scopes::contains).orElse(token == null);
    }

    /** What it would take, as it stands after "to do something". */
    String missing(Operation operation) {
        return operation
                .scope()
                .map(scope -> "one needs a token with the scope " + scope.label() + "; this one has " + labels())
                .orElse("one has to sign in without a token");
    }

    private String labels() {
        return scopes.isEmpty()
                ? "none"
                : EnumSet.copyOf(scopes).stream().map(Scope::label).collect(Collectors.joining(", "));
    }
}
