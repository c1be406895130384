package io.countersign.access;

import io.countersign.identity.Actor;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Who acts in the request that this thread is serving. */
public final class CurrentActor {

    CurrentActor() {}

    /** @throws IllegalStateException outside of a request, or in one that anybody may make */
    public SignedIn signedIn() {
        return find().orElseThrow(() -> new IllegalStateException("Nobody is signed in on this thread."));
    }

    public Actor actor() {
        return signedIn().actor();
    }

    /** Empty outside of a request, and in one that anybody may make. */
    public Optional<SignedIn> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn
                ? Optional.of(signedIn)
                : Optional.empty();
    }

    /** Whoever acts has just shown anew who they are: that goes with what they do in the rest of this request. */
    public void showed(io.countersign.identity.Authentication fresh) {
        SignedIn before = signedIn();
        SignedIn now = new SignedIn(
                before.actor(), before.username(), before.credential().with(fresh));
        SecurityContextHolder.setContext(new SecurityContextImpl(now.asAuthentication()));
    }

    /** What goes with a command of this request. */
    public Map<String, Object> metadata() {
        return signedIn().metadata(trace());
    }

    public RequestTrace trace() {
        return RequestTraceFilter.current().orElseGet(RequestTrace::fresh);
    }

    /** @throws io.countersign.rejection.Rejection when they may not */
    public void require(Operation operation) {
        Guard.require(signedIn(), operation);
    }
}
