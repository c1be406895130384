package io.countersign.signin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;

/** Whether the password is right was not found out; the caller may ask again after a while. */
final class SignInDelayed extends AuthenticationServiceException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final Duration retryAfter;

    private SignInDelayed(HttpStatus status, Duration retryAfter, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    static SignInDelayed afterFailures(Duration retryAfter) {
        return new SignInDelayed(
                HttpStatus.TOO_MANY_REQUESTS, retryAfter, "Too many failed sign-ins. Try again later.", null);
    }

    static SignInDelayed unavailable(String message, Throwable cause) {
        return new SignInDelayed(HttpStatus.SERVICE_UNAVAILABLE, Duration.ofSeconds(2), message, cause);
    }

    HttpStatus status() {
        return status;
    }

    /** In whole seconds, as HTTP has it. */
    long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
