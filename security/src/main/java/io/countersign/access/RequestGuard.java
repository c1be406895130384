package io.countersign.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Lets no request through to a handler that names no operation, or for which the actor has not the role. Static
 * resources hold no data and are open to whoever is signed in; the error page answers what the server itself sends
 * there.
 */
final class RequestGuard implements HandlerInterceptor {

    private final CurrentActor current;

    RequestGuard(CurrentActor current) {
        this.current = current;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof ResourceHttpRequestHandler || request.getDispatcherType() == DispatcherType.ERROR) {
            return true;
        }
        switch (Rule.of(handler)) {
            case Rule.Open open -> {}
            case Rule.Needs needs -> current.require(needs.operation());
            case Rule.Missing missing -> throw Guard.denialToAll(handler, "no operation is named for this route");
        }
        return true;
    }
}
