package io.countersign.limits;

import io.countersign.access.CurrentActor;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Bounds how many requests are worked on at the same time, for each account and for all together, and lets further ones wait
 * a while: their bodies are not read meanwhile. Nobody waits for the server's sake who must wait for their own account's.
 */
final class InProgress implements HandlerInterceptor {

    private static final String HELD = InProgress.class.getName();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int QUEUE = 4;

    private final Slots accounts;
    private final Slots longLived;
    private final Slots server;
    private final Refusals refusals;
    private final CurrentActor current;

    InProgress(LimitProperties limits, Refusals refusals, CurrentActor current) {
        this.accounts = slots(limits.accountRequests());
        this.longLived = slots(limits.accountRequests());
        this.server = slots(limits.serverRequests());
        this.refusals = refusals;
        this.current = current;
    }

    private static Slots slots(int most) {
        return new Slots(most, QUEUE * most, PATIENCE);
    }

    /** A request that goes on later, in another thread, still holds what it took. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            Slots.Slot slot = isLongLived(handler) ? longLived(request) : ordinary();
            if (slot != null) {
                request.setAttribute(HELD, slot);
            }
        }
        return true;
    }

    private static boolean isLongLived(Object handler) {
        return handler instanceof HandlerMethod method
                && (method.hasMethodAnnotation(LongLived.class)
                        || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), LongLived.class));
    }

    /** Whoever follows a signed link has no account here. */
    private Slots.Slot longLived(HttpServletRequest request) {
        String account = account();
        String caller = account == null ? ClientAddress.of(request.getRemoteAddr()) : account;
        return longLived.enter(caller).orElseThrow(() -> tooMany(caller));
    }

    /** What anybody may ask without an account is answered at once. */
    private Slots.@Nullable Slot ordinary() {
        String account = account();
        if (account == null) {
            return null;
        }
        Slots.Slot own = accounts.enter(account).orElseThrow(() -> tooMany(account));
        Slots.Slot shared = server.enter("").orElse(null);
        if (shared == null) {
            own.close();
            refusals.count(Limit.SERVER_REQUESTS, "all");
            throw new Rejection(Reason.TOO_BUSY, Limit.SERVER_REQUESTS.told());
        }
        return () -> {
            shared.close();
            own.close();
        };
    }

    private @Nullable String account() {
        return current.find()
                .map(signedIn -> signedIn.actor().subject().value())
                .orElse(null);
    }

    private Rejection tooMany(String caller) {
        refusals.count(Limit.ACCOUNT_REQUESTS, caller);
        return new Rejection(Reason.REQUEST_LIMIT_EXCEEDED, Limit.ACCOUNT_REQUESTS.told());
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(HELD) instanceof Slots.Slot slot) {
            request.removeAttribute(HELD);
            slot.close();
        }
    }
}
