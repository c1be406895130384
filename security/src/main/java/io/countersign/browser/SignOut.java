package io.countersign.browser;

import io.countersign.oidc.Provider;
import io.countersign.oidc.ProviderSettings;
import io.countersign.oidc.ProviderUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.web.util.UriComponentsBuilder;

/** Ends the session here, then sends the browser to have it ended at the provider (OpenID Connect RP-Initiated Logout 1.0). */
final class SignOut implements LogoutHandler, LogoutSuccessHandler {

    static final String PATH = "/logout";

    private final Sessions sessions;
    private final HostCookie cookie;
    private final Provider provider;
    private final ProviderSettings settings;

    SignOut(Sessions sessions, HostCookie cookie, Provider provider, ProviderSettings settings) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.provider = provider;
        this.settings = settings;
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who) {
        cookie.read(request).ifPresent(sessions::end);
        cookie.write(response, "", Duration.ZERO);
    }

    @Override
    public void onLogoutSuccess(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who)
            throws IOException {
        response.sendRedirect(endOfSession()
                .map(end -> UriComponentsBuilder.fromUri(end)
                        .queryParam("client_id", settings.clientId())
                        .queryParam("post_logout_redirect_uri", settings.publicUrl() + SignInRequests.HOME)
                        .encode()
                        .toUriString())
                .orElse(SignInRequests.HOME));
    }

    private Optional<URI> endOfSession() {
        try {
            return provider.describe().endpoint("end_session_endpoint").map(URI::create);
        } catch (ProviderUnavailable e) {
            return Optional.empty();
        }
    }
}
