package io.countersign.signin;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;

/** Whether somebody may come in was not found out; the caller may ask again after a while. */
public final class SignInDelayed extends AuthenticationServiceException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final HttpStatus status;
    private final String errorCode;
    private final Duration retryAfter;

    private SignInDelayed(HttpStatus status, String errorCode, Duration retryAfter, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
        this.retryAfter = retryAfter;
    }

    static SignInDelayed afterFailures(Duration retryAfter) {
        return new SignInDelayed(
                HttpStatus.TOO_MANY_REQUESTS,
                "REQUEST_LIMIT_EXCEEDED",
                retryAfter,
                "Too many failed sign-ins. Try again later.");
    }

    static SignInDelayed busy() {
        return unavailable("Too many sign-ins at once; nothing was changed. Try again.");
    }

    public static SignInDelayed withoutDatabase() {
        return unavailable("The database does not answer; nothing was changed. Try again.");
    }

    public static SignInDelayed withoutProvider() {
        return unavailable("The OpenID provider does not answer; nothing was changed. Try again.");
    }

    private static SignInDelayed unavailable(String message) {
        return new SignInDelayed(HttpStatus.SERVICE_UNAVAILABLE, "TEMPORARILY_UNAVAILABLE", SOON, message);
    }

    /** As an error of the wire contracts. None of the words above needs escaping. */
    String json() {
        return "{\"error_code\":\"%s\",\"message\":\"%s\"}".formatted(errorCode, getMessage());
    }

    HttpStatus status() {
        return status;
    }

    /** In whole seconds, as HTTP has it. */
    long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
