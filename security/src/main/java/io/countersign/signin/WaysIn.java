package io.countersign.signin;

import io.countersign.access.SignedIn;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Asks the ways to sign in one after another. The first that knows what it is shown decides: what one has refused, no other
 * is asked about.
 */
final class WaysIn implements AuthenticationManager {

    private final List<AuthenticationProvider> ways;
    private final ObjectProvider<SignInWatch> watch;

    WaysIn(List<AuthenticationProvider> ways, ObjectProvider<SignInWatch> watch) {
        this.ways = List.copyOf(ways);
        this.watch = watch;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        try {
            Authentication known = ask(request);
            if (known.getPrincipal() instanceof SignedIn who) {
                watch.ifAvailable(watching -> watching.signedIn(who, address(request)));
            }
            return known;
        } catch (SignInDelayed e) {
            throw e;
        } catch (AuthenticationException e) {
            watch.ifAvailable(watching -> watching.refused(request, address(request)));
            throw e;
        }
    }

    private static String address(Authentication request) {
        return request.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }

    private Authentication ask(Authentication request) {
        for (AuthenticationProvider way : ways) {
            Authentication known = way.supports(request.getClass()) ? way.authenticate(request) : null;
            if (known != null) {
                return known;
            }
        }
        throw new BadCredentialsException("Nobody signs in here like this.");
    }
}
