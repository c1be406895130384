package io.countersign.browser;

import io.countersign.token.Fingerprint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * A token against forged requests, made from the secret of the session: it ends with it, nobody has it who has not read a page
 * of that session, and there is no second cookie that a neighbouring host could plant.
 */
final class SessionCsrfTokens implements CsrfTokenRepository {

    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";

    private final HostCookie cookie;

    SessionCsrfTokens(HostCookie cookie) {
        this.cookie = cookie;
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return cookie.read(request).map(SessionCsrfTokens::of).orElse(null);
    }

    /** For who has no session: it lets nothing through, as there is nothing to protect. */
    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return cookie.read(request).map(SessionCsrfTokens::of).orElseGet(() -> of(Secret.draw()));
    }

    private static CsrfToken of(String session) {
        return new DefaultCsrfToken(HEADER, PARAMETER, Fingerprint.of("against forged requests: " + session));
    }

    /** It follows from the session. */
    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {}
}
