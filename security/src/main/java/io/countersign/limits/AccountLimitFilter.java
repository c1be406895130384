package io.countersign.limits;

import io.countersign.access.CurrentActor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds what comes from one account, by whichever password, token or address. */
final class AccountLimitFilter extends OncePerRequestFilter {

    private final RateLimit limit;
    private final Refusals refusals;
    private final CurrentActor current;

    AccountLimitFilter(RateLimit limit, Refusals refusals, CurrentActor current) {
        this.limit = limit;
        this.refusals = refusals;
        this.current = current;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String account = current.find()
                .map(signedIn -> signedIn.actor().subject().value())
                .orElse(null);
        Duration wait = account == null ? Duration.ZERO : limit.take(account);
        if (account != null && wait.isPositive()) {
            refusals.write(Limit.ACCOUNT_RATE, account, wait, request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
