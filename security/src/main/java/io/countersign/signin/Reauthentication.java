package io.countersign.signin;

import io.countersign.access.CurrentActor;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.SignInBackOff.Attempt;
import java.time.Duration;
import java.util.Optional;

/** Lets whoever acts show anew who they are, by the password that they sign in with. Wrong ones are slowed down. */
public final class Reauthentication {

    private final CurrentActor current;
    private final UserQueries queries;
    private final Passwords passwords;
    private final SignInBackOff backOff;

    Reauthentication(CurrentActor current, UserQueries queries, Passwords passwords, SignInBackOff backOff) {
        this.current = current;
        this.queries = queries;
        this.passwords = passwords;
        this.backOff = backOff;
    }

    /**
     * @return true
     * @throws Rejection when it is not their password, or too many were wrong before
     */
    public boolean confirm(String password) {
        String username = current.signedIn().username();
        Attempt attempt = Attempt.of(username, "signature");
        Duration wait = backOff.wait(attempt);
        if (wait.isPositive()) {
            throw Rejection.of(Reason.TOO_BUSY, "Too many wrong passwords; try again in %d s.", wait.toSeconds() + 1);
        }
        Optional<Identity> identity = queries.identity(username);
        if (!passwords.matches(password, identity.map(Identity::password).orElse(null))) {
            backOff.failed(attempt);
            throw Rejection.of(Reason.PASSWORD_WRONG, "This is not your password; the approval was not given.");
        }
        backOff.succeeded(attempt);
        return true;
    }
}
