package io.countersign.signin;

import io.countersign.rejection.Rejection;
import io.countersign.signin.SignInBackOff.Attempt;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Finds out whether a name and a password belong together. A wrong name takes the same steps, and so the same time, as a
 * wrong password, and both get the same answer.
 */
final class LocalSignIn implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSignIn.class);

    private final Identities identities;
    private final VerifiedPasswords verified;
    private final Passwords passwords;
    private final SignInBackOff backOff;

    LocalSignIn(Identities identities, VerifiedPasswords verified, Passwords passwords, SignInBackOff backOff) {
        this.identities = identities;
        this.verified = verified;
        this.passwords = passwords;
        this.backOff = backOff;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        String password = String.valueOf(request.getCredentials());
        try {
            return signIn(request.getName(), password, addressOf(request))
                    .signedIn()
                    .asAuthentication();
        } catch (Rejection e) {
            throw SignInDelayed.busy();
        } catch (DataAccessException e) {
            LOG.error("Users cannot be read.", e);
            throw SignInDelayed.withoutDatabase();
        }
    }

    private Identity signIn(String username, String password, String address) {
        Optional<Identity> remembered =
                identities.remembered(username).filter(identity -> verified.holds(identity, password));
        return remembered.orElseGet(() -> signInByRow(username, password, Attempt.of(username, address)));
    }

    private Identity signInByRow(String username, String password, Attempt attempt) {
        Optional<Identity> row = identities.read(username);
        if (row.isPresent() && verified.holds(row.get(), password)) {
            return row.get();
        }
        requirePatience(attempt);
        if (!passwords.matches(password, row.map(Identity::password).orElse(null))) {
            backOff.failed(attempt);
            LOG.info("Sign-in failed from {}.", attempt.address());
            throw new BadCredentialsException("Wrong user name or password.");
        }
        backOff.succeeded(attempt);
        verified.remember(row.orElseThrow(), password);
        return row.get();
    }

    private void requirePatience(Attempt attempt) {
        Duration wait = backOff.wait(attempt);
        if (wait.isPositive()) {
            throw SignInDelayed.afterFailures(wait);
        }
    }

    private static String addressOf(Authentication request) {
        return request.getDetails() instanceof WebAuthenticationDetails web
                ? String.valueOf(web.getRemoteAddress())
                : "";
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
