package io.countersign.browser;

import io.countersign.oidc.Provider;
import io.countersign.oidc.ProviderUnavailable;
import io.countersign.signin.PlainAnswers;
import io.countersign.signin.SignInDelayed;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before the way to the provider: whoever came by another name of this server is first sent to the one where the
 * provider will send them back to, as cookies are kept by names.
 */
final class SignInDoor extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(SignInDoor.class);

    private final Provider provider;
    private final URI publicUrl;

    SignInDoor(Provider provider, URI publicUrl) {
        this.provider = provider;
        this.publicUrl = publicUrl;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!SignInRequests.isMeant(request)) {
            chain.doFilter(request, response);
        } else if (!request.getServerName().equalsIgnoreCase(publicUrl.getHost())) {
            response.sendRedirect(publicUrl
                    + SignInRequests.PATH
                    + (request.getQueryString() == null ? "" : "?" + request.getQueryString()));
        } else if (isThere()) {
            chain.doFilter(request, response);
        } else {
            PlainAnswers.INSTANCE.commence(request, response, SignInDelayed.withoutProvider());
        }
    }

    private boolean isThere() {
        try {
            provider.describe();
            return true;
        } catch (ProviderUnavailable e) {
            LOG.error("Nobody can sign in by a browser. {}", e.getMessage(), e.getCause());
            return false;
        }
    }
}
