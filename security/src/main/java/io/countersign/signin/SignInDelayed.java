package io.countersign.signin;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;

/** Whether the password is right was not found out; the caller may ask again after a while. */
final class SignInDelayed extends AuthenticationServiceException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final HttpStatus status;
    private final Duration retryAfter;

    private SignInDelayed(HttpStatus status, Duration retryAfter, String message) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    static SignInDelayed afterFailures(Duration retryAfter) {
        return new SignInDelayed(
                HttpStatus.TOO_MANY_REQUESTS, retryAfter, "Too many failed sign-ins. Try again later.");
    }

    static SignInDelayed busy() {
        return new SignInDelayed(HttpStatus.SERVICE_UNAVAILABLE, SOON, "Too many sign-ins at once. Try again.");
    }

    static SignInDelayed withoutDatabase() {
        return new SignInDelayed(HttpStatus.SERVICE_UNAVAILABLE, SOON, "The database does not answer. Try again.");
    }

    HttpStatus status() {
        return status;
    }

    /** In whole seconds, as HTTP has it. */
    long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
