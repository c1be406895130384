package io.countersign.browser;

import io.countersign.signin.Identities;
import io.countersign.signin.PlainAnswers;
import io.countersign.signin.SignInDelayed;
import io.countersign.signin.Standing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in the browsers of those who have signed in, for as long as the provider stands by them. Whoever shows something else
 * comes in by that alone.
 */
final class SessionSignIn extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(SessionSignIn.class);

    private final HostCookie cookie;
    private final Sessions sessions;
    private final Identities identities;
    private final Standing standing;

    SessionSignIn(HostCookie cookie, Sessions sessions, Identities identities, Standing standing) {
        this.cookie = cookie;
        this.sessions = sessions;
        this.identities = identities;
        this.standing = standing;
    }

    static boolean isMeant(HttpServletRequest request, HostCookie cookie) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && cookie.read(request).isPresent();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (isMeant(request, cookie)) {
                cookie.read(request)
                        .flatMap(this::signIn)
                        .ifPresent(found -> SecurityContextHolder.setContext(new SecurityContextImpl(found)));
            }
        } catch (SignInDelayed delayed) {
            PlainAnswers.INSTANCE.commence(request, response, delayed);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Empty when they have to sign in again. */
    private Optional<Authentication> signIn(String secret) {
        try {
            return sessions.find(secret).flatMap(session -> identities
                    .of(session.user())
                    .map(standing::of)
                    .map(today -> today.signedInBy(Sessions.credential(today, session.authentication()))
                            .asAuthentication()));
        } catch (DataAccessException e) {
            LOG.error("Sessions cannot be read.", e);
            throw SignInDelayed.withoutDatabase();
        } catch (SignInDelayed e) {
            throw e;
        } catch (AuthenticationException e) {
            return Optional.empty();
        }
    }

    /** What goes on in another thread is still theirs. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
