package io.countersign.access;

import io.countersign.rejection.Rejection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Guards paths whose handlers a library brings, and which therefore carry no {@link Requires}. */
public final class PathAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private final Operation operation;

    private PathAuthorization(Operation operation) {
        this.operation = operation;
    }

    public static PathAuthorization requiring(Operation operation) {
        return new PathAuthorization(operation);
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Authentication found = authentication.get();
        return found != null && found.getPrincipal() instanceof SignedIn signedIn
                ? decide(signedIn)
                : new AuthorizationDecision(false);
    }

    private AuthorizationDecision decide(SignedIn signedIn) {
        try {
            Guard.require(signedIn, operation);
            return new AuthorizationDecision(true);
        } catch (Rejection e) {
            throw new AccessDeniedException(String.valueOf(e.getMessage()), e);
        }
    }
}
