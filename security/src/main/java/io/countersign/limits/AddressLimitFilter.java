package io.countersign.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.access.CurrentActor;
import io.countersign.token.Fingerprint;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what comes from one address before anybody knows from whom. Requests of who then signs in do not count, and who
 * showed the same credentials before is not even asked: others behind the same address, such as a proxy's, may have used
 * it up. A sign-in that fails costs more than a request, for it costs the server more.
 */
final class AddressLimitFilter extends OncePerRequestFilter {

    private static final int COST_OF_FAILURE = 20;

    private final RateLimit limit;
    private final Refusals refusals;
    private final CurrentActor current;
    private final Cache<String, Boolean> good = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    AddressLimitFilter(RateLimit limit, Refusals refusals, CurrentActor current) {
        this.limit = limit;
        this.refusals = refusals;
        this.current = current;
    }

    /** Load balancers ask whether the server is there; that somebody else behind them asks for more says nothing about it. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals("/health");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = ClientAddress.of(request.getRemoteAddr());
        String shown = shown(request);
        boolean known = shown != null && good.getIfPresent(shown) != null;
        Duration wait = known ? Duration.ZERO : limit.take(address);
        if (wait.isPositive()) {
            refusals.write(Limit.ADDRESS_RATE, address, wait, request, response);
            return;
        }
        chain.doFilter(request, response);
        settle(address, shown, known, response.getStatus() == HttpStatus.UNAUTHORIZED.value());
    }

    private void settle(String address, @Nullable String shown, boolean known, boolean unauthorized) {
        if (current.find().isPresent()) {
            remember(shown);
            if (!known) {
                limit.giveBack(address);
            }
        } else if (shown != null && unauthorized) {
            good.invalidate(shown);
            limit.charge(address, known ? COST_OF_FAILURE : COST_OF_FAILURE - 1);
        }
    }

    private void remember(@Nullable String shown) {
        if (shown != null) {
            good.put(shown, true);
        }
    }

    /** What somebody shows to sign in, in a form that may be kept. */
    private static @Nullable String shown(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        String shown = authorization == null ? request.getHeader(HttpHeaders.COOKIE) : authorization;
        return shown == null ? null : Fingerprint.of(shown);
    }
}
