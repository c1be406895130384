package io.countersign.signin;

import java.util.List;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/**
 * Asks the ways to sign in one after another. The first that knows what it is shown decides: what one has refused, no other
 * is asked about.
 */
final class WaysIn implements AuthenticationManager {

    private final List<AuthenticationProvider> ways;

    WaysIn(List<AuthenticationProvider> ways) {
        this.ways = List.copyOf(ways);
    }

    @Override
    public Authentication authenticate(Authentication request) {
        for (AuthenticationProvider way : ways) {
            Authentication known = way.supports(request.getClass()) ? way.authenticate(request) : null;
            if (known != null) {
                return known;
            }
        }
        throw new BadCredentialsException("Nobody signs in here like this.");
    }
}
