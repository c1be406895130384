package io.countersign.access;

import io.countersign.event.EventMetadata;
import io.countersign.identity.Actor;
import io.countersign.identity.Role;
import io.countersign.identity.SubjectId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who a request comes from.
 *
 * @param credential by what they signed in
 */
public record SignedIn(Actor actor, String username, Credential credential) implements AuthenticatedPrincipal {

    /** The server itself, where no person acts. */
    public static final SignedIn SYSTEM =
            new SignedIn(new Actor(SubjectId.SYSTEM, Set.of(Role.ADMIN), false), "system", "system");

    /** The one person of a server without sign-in. */
    public static final SignedIn LOCAL_PERSON =
            new SignedIn(new Actor(SubjectId.LOCAL_PERSON, Set.of(Role.ADMIN), true), "local", "none");

    /** @param method how they signed in, by what is good for all that they may do */
    public SignedIn(Actor actor, String username, String method) {
        this(actor, username, Credential.of(method));
    }

    @Override
    public String getName() {
        return username;
    }

    /** As Spring Security carries it through a request; without the password. */
    public Authentication asAuthentication() {
        List<SimpleGrantedAuthority> authorities = actor.roles().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(this, null, authorities);
    }

    private static void describe(io.countersign.identity.Authentication shown, Map<String, Object> metadata) {
        metadata.put(EventMetadata.AUTHENTICATED_AT, shown.at().toString());
        if (shown.context() != null) {
            metadata.put(EventMetadata.AUTHENTICATION_CONTEXT, shown.context());
        }
        if (!shown.methods().isEmpty()) {
            metadata.put(EventMetadata.AUTHENTICATION_METHODS, String.join(" ", shown.methods()));
        }
    }

    /** What a command of theirs says about who sends it, and in which request. */
    public Map<String, Object> metadata(RequestTrace trace) {
        Map<String, Object> metadata = new HashMap<>(Map.of(
                EventMetadata.ACTOR, actor.subject().value(),
                EventMetadata.AUTHENTICATION, credential.method(),
                EventMetadata.REQUEST, trace.request(),
                EventMetadata.CORRELATION, trace.correlation(),
                CommandAuthorization.ACTING, this));
        if (credential.token() != null) {
            metadata.put(EventMetadata.CREDENTIAL, credential.token().value());
        }
        if (credential.authentication() != null) {
            describe(credential.authentication(), metadata);
        }
        return metadata;
    }
}
