package io.countersign.browser;

import io.countersign.identity.Authentication;
import io.countersign.oidc.Accounts;
import io.countersign.oidc.ProviderTokens;
import io.countersign.oidc.Vouched;
import io.countersign.signin.Identity;
import io.countersign.signin.SignInDelayed;
import io.countersign.signin.SignInWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/**
 * What happens when the provider has sent somebody back: what they may do is read from the access token that came with them,
 * as from any that a program shows. The token itself is not kept.
 */
final class SignInAnswers implements AuthenticationSuccessHandler, OAuth2AuthorizedClientRepository {

    private static final String CLIENT = OAuth2AuthorizedClient.class.getName();

    private final ProviderTokens tokens;
    private final Accounts accounts;
    private final Sessions sessions;
    private final HostCookie cookie;
    private final ObjectProvider<SignInWatch> watch;

    SignInAnswers(
            ProviderTokens tokens,
            Accounts accounts,
            Sessions sessions,
            HostCookie cookie,
            ObjectProvider<SignInWatch> watch) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookie = cookie;
        this.watch = watch;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request,
            HttpServletResponse response,
            org.springframework.security.core.Authentication signedIn)
            throws IOException {
        OidcIdToken shown = ((OidcUser) Objects.requireNonNull(signedIn.getPrincipal())).getIdToken();
        Vouched vouched = vouched(request, Objects.requireNonNull(shown.getSubject()));
        Identity account = accounts.of(vouched);
        accounts.proven(account);
        cookie.read(request).ifPresent(sessions::end);
        Authentication authentication = authentication(vouched, shown);
        String secret = sessions.begin(account.subject(), authentication);
        watch.ifAvailable(watching -> watching.signedIn(
                account.signedInBy(Sessions.credential(account, authentication)), request.getRemoteAddr()));
        cookie.write(response, secret, Sessions.LONGEST);
        response.sendRedirect(PendingSignIns.returnTo(request));
    }

    /** @throws AuthenticationException when the provider does not vouch for them by it */
    private Vouched vouched(HttpServletRequest request, String subject) {
        OAuth2AuthorizedClient client = Objects.requireNonNull((OAuth2AuthorizedClient) request.getAttribute(CLIENT));
        Vouched vouched =
                switch (tokens.examine(client.getAccessToken().getTokenValue())) {
                    case ProviderTokens.Finding.Refused refused ->
                        throw new InvalidBearerTokenException(refused.reason());
                    case ProviderTokens.Finding.Unknown unknown -> throw SignInDelayed.withoutProvider();
                    case ProviderTokens.Finding.Good good -> good.vouched();
                };
        if (!vouched.id().subject().equals(subject)) {
            throw new InvalidBearerTokenException("The provider's two tokens are about different people");
        }
        return vouched;
    }

    private static Authentication authentication(Vouched vouched, OidcIdToken shown) {
        return Optional.ofNullable(vouched.authentication())
                .or(() -> Optional.ofNullable(shown.getAuthenticatedAt())
                        .map(at -> new Authentication(
                                at,
                                shown.getAuthenticationContextClass(),
                                shown.getAuthenticationMethods() == null
                                        ? Set.of()
                                        : Set.copyOf(shown.getAuthenticationMethods()))))
                .orElseGet(Authentication::unknown);
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            org.springframework.security.core.Authentication owner,
            HttpServletRequest request,
            HttpServletResponse response) {
        request.setAttribute(CLIENT, client);
    }

    @Override
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String registration, org.springframework.security.core.Authentication owner, HttpServletRequest request) {
        return null;
    }

    @Override
    public void removeAuthorizedClient(
            String registration,
            org.springframework.security.core.Authentication owner,
            HttpServletRequest request,
            HttpServletResponse response) {
        request.removeAttribute(CLIENT);
    }
}
