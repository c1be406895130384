package io.countersign.access;

import io.countersign.identity.Actor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Lets no request through to a handler that names no operation, or for which the actor has not the role. Who has not,
 * and holds enough on some object, comes as far as the handler: what it changes it changes by commands, each of which is
 * checked with its object; what it does besides, it does after {@link ObjectAccess#check}. Static
 * resources hold no data and are open to whoever is signed in; the error page answers what the server itself sends
 * there.
 */
final class RequestGuard implements HandlerInterceptor {

    private final CurrentActor current;
    private final ObjectAccess objects;

    RequestGuard(CurrentActor current, ObjectAccess objects) {
        this.current = current;
        this.objects = objects;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof ResourceHttpRequestHandler || request.getDispatcherType() == DispatcherType.ERROR) {
            return true;
        }
        return switch (Rule.of(handler)) {
            case Rule.Open open -> true;
            case Rule.Needs needs -> isAllowed(needs.operation());
            case Rule.Missing missing -> isNobodys(handler, response);
        };
    }

    private boolean isAllowed(Operation operation) {
        SignedIn signedIn = current.signedIn();
        Guard.requireScope(signedIn, operation);
        Actor actor = signedIn.actor();
        if (!Guard.allows(actor, operation)) {
            objects.requireSomewhere(actor, operation);
        }
        return true;
    }

    /** Answered here, because who maps rejections to answers may not know the handlers that libraries bring. */
    private static boolean isNobodys(Object handler, HttpServletResponse response) throws IOException {
        Guard.denialToAll(handler, "no operation is named for it");
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
        return false;
    }
}
