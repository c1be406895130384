package io.countersign.signin;

import io.countersign.access.CurrentActor;
import io.countersign.identity.Authentication;
import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.countersign.signin.SignInBackOff.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When and how whoever acts last showed who they are: with this very request, by the password that they sign in with, or at
 * the OpenID provider, as it says. Wrong passwords are slowed down.
 */
public final class Reauthentication {

    private final CurrentActor current;
    private final UserQueries queries;
    private final Passwords passwords;
    private final SignInBackOff backOff;
    private final SignInMode mode;
    private final Clock clock;

    Reauthentication(
            CurrentActor current,
            UserQueries queries,
            Passwords passwords,
            SignInBackOff backOff,
            SignInMode mode,
            Clock clock) {
        this.current = current;
        this.queries = queries;
        this.passwords = passwords;
        this.backOff = backOff;
        this.mode = mode;
        this.clock = clock;
    }

    /**
     * It goes with what they do in the rest of this request.
     *
     * @param password null when none was given
     * @return null when they did no more than sign in as for any request
     * @throws Rejection when it is not their password, or too many were wrong before
     */
    public @Nullable Authentication shown(@Nullable String password) {
        if (mode == SignInMode.KEYCLOAK) {
            return Optional.ofNullable(current.signedIn().credential().authentication())
                    .orElseGet(Authentication::unknown);
        }
        if (password == null) {
            return null;
        }
        confirm(password);
        Authentication fresh = new Authentication(clock.instant(), null, Set.of("pwd"));
        current.showed(fresh);
        return fresh;
    }

    private void confirm(String password) {
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
    }
}
