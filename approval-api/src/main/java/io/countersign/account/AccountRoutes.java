package io.countersign.account;

import io.countersign.access.CurrentActor;
import io.countersign.access.OpenToEveryone;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.access.SignedIn;
import io.countersign.identity.SubjectId;
import io.countersign.oidc.ProviderSettings;
import io.countersign.rejection.Rejection;
import io.countersign.signin.Users;
import io.countersign.token.AccessToken;
import io.countersign.token.Lifetime;
import io.countersign.token.Scope;
import io.countersign.token.TokenId;
import io.countersign.token.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The account of whoever asks, for their browser. */
@RestController
final class AccountRoutes {

    private final CurrentActor current;
    private final Users users;
    private final Tokens tokens;

    /** Signing out leads on to there. */
    private final String provider;

    private final Clock clock;

    AccountRoutes(
            CurrentActor current,
            Users users,
            Tokens tokens,
            ObjectProvider<ProviderSettings> provider,
            ObjectProvider<Clock> clock) {
        this.current = current;
        this.users = users;
        this.tokens = tokens;
        this.provider = provider.stream()
                .map(settings -> settings.issuer().resolve("/").toString())
                .collect(Collectors.joining());
        this.clock = clock.getIfAvailable(Clock::systemUTC);
    }

    @GetMapping("/")
    @OpenToEveryone(because = "whoever has signed in learns as whom, and that they have no role yet")
    ResponseEntity<String> show(HttpServletRequest request) {
        return page(request, HttpStatus.OK, "");
    }

    @PostMapping("/account/tokens")
    @Requires(Operation.ISSUE_OWN_TOKEN)
    ResponseEntity<String> issue(
            HttpServletRequest request,
            @RequestParam(name = "name", defaultValue = "") String name,
            @RequestParam(name = "scopes", defaultValue = "") List<String> scopes,
            @RequestParam(name = "lifetime", defaultValue = "90d") String lifetime) {
        try {
            AccessToken.Issued issued = tokens.issue(me().username(), name, scopes(scopes), Lifetime.parse(lifetime));
            return page(request, HttpStatus.CREATED, AccountPage.secret(issued));
        } catch (Rejection e) {
            return page(request, HttpStatus.BAD_REQUEST, AccountPage.problem(String.valueOf(e.getMessage())));
        }
    }

    @PostMapping("/account/tokens/{token}/revoke")
    @Requires(Operation.REVOKE_OWN_TOKEN)
    ResponseEntity<String> revoke(HttpServletRequest request, @PathVariable String token) {
        try {
            tokens.revoke(new TokenId(token));
            return page(request, HttpStatus.OK, "");
        } catch (Rejection e) {
            return page(request, HttpStatus.BAD_REQUEST, AccountPage.problem(String.valueOf(e.getMessage())));
        }
    }

    private SignedIn me() {
        return current.signedIn();
    }

    private static Set<Scope> scopes(List<String> labels) {
        return labels.stream().flatMap(label -> Scope.labelled(label).stream()).collect(Collectors.toSet());
    }

    private ResponseEntity<String> page(HttpServletRequest request, HttpStatus status, String news) {
        boolean mayHaveTokens = isUser()
                && me().credential().token() == null
                && me().actor().has(Operation.ISSUE_OWN_TOKEN.leastRole());
        AccountPage page = new AccountPage(
                me(),
                isUser() ? users.named(me().username()).groups() : Set.of(),
                mayHaveTokens ? tokens.list(me().username()) : null,
                request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken proof ? proof.getToken() : null,
                clock.instant());
        return Page.of(status, "Account", page.html(news), provider);
    }

    /** The one person of a server without sign-in is none. */
    private boolean isUser() {
        return !me().actor().subject().equals(SubjectId.LOCAL_PERSON);
    }
}
