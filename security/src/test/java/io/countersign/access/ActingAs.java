package io.countersign.access;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Says for a test who acts on this thread. */
public final class ActingAs {

    private ActingAs() {}

    public static CurrentActor current() {
        return new CurrentActor();
    }

    public static void signIn(SignedIn signedIn) {
        SecurityContextHolder.setContext(new SecurityContextImpl(signedIn.asAuthentication()));
    }

    public static void nobody() {
        SecurityContextHolder.clearContext();
    }
}
