package io.countersign.token;

import io.countersign.access.CurrentActor;
import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import io.countersign.rejection.Invalid;
import io.countersign.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Tokens by which programs sign in: one's own, and those of services. */
@GovernanceRoutes
final class TokenRoutes {

    private final Tokens tokens;
    private final CurrentActor current;

    TokenRoutes(Tokens tokens, CurrentActor current) {
        this.tokens = tokens;
        this.current = current;
    }

    @PostMapping("/tokens")
    @Requires(Operation.ISSUE_OWN_TOKEN)
    @ResponseStatus(HttpStatus.CREATED)
    TokenMessages.Issued issue(@Wire TokenMessages.Issue request) {
        return TokenMessages.Issued.of(tokens.issue(
                Optional.ofNullable(request.username()).orElseGet(this::me),
                request.name(),
                scopes(request.scopes()),
                request.lifetime() == null ? null : Lifetime.parse(request.lifetime())));
    }

    @GetMapping("/tokens")
    @Requires(Operation.READ_OWN_TOKENS)
    TokenMessages.Listed list(@Wire TokenMessages.Of request) {
        String username = Optional.ofNullable(request.username()).orElseGet(this::me);
        return new TokenMessages.Listed(
                tokens.list(username).stream().map(TokenMessages.Token::of).toList());
    }

    @DeleteMapping("/tokens/{token}")
    @Requires(Operation.REVOKE_OWN_TOKEN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String token) {
        tokens.revoke(new TokenId(token));
    }

    private String me() {
        return current.signedIn().username();
    }

    private static Set<Scope> scopes(@Nullable List<String> labels) {
        return labels == null
                ? Scope.BY_DEFAULT
                : labels.stream().map(TokenRoutes::scope).collect(Collectors.toSet());
    }

    private static Scope scope(String label) {
        return Scope.labelled(label)
                .orElseThrow(() -> Invalid.value("scopes", label, "use any of read, write, approve, administer."));
    }
}
