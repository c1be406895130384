package io.countersign.wire;

import io.countersign.limits.ShareExhausted;
import io.countersign.rejection.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** How a failure is told that is not the sender's: as one that passes, when the database is away, or as a fault. */
public record ServerFailure(HttpStatus status, String code, String message) {

    static final String UNAVAILABLE = "TEMPORARILY_UNAVAILABLE";

    private static final Logger LOG = LoggerFactory.getLogger(ServerFailure.class);

    /** PostgreSQL's classes of errors that pass: no connection, no resources, an operator's intervention. */
    private static final Set<String> PASSING = Set.of("08", "53", "57");

    /** It took longer than a transaction may, or an operator ended it. */
    private static final Set<String> STOPPED = Set.of("25P04", "57014");

    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Whether the same request may well succeed a little later. */
    public static boolean passes(HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE) || status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS);
    }

    /** Writes what the sender is not told to the log. */
    public static ServerFailure of(Exception failure, HttpServletRequest request) {
        if (isCausedBy(failure, ShareExhausted.class::isInstance)) {
            return new ServerFailure(
                    HttpStatus.TOO_MANY_REQUESTS,
                    WireError.codeOf(Reason.Kind.EXCESSIVE),
                    "This account's requests use the database as much as they may. Try again.");
        }
        if (isCausedBy(failure, ServerFailure::isStopped)) {
            LOG.warn("The database stopped what took too long: {}", failure.getMessage());
            return new ServerFailure(
                    HttpStatus.GATEWAY_TIMEOUT,
                    "DEADLINE_EXCEEDED",
                    "This took longer in the database than the 25 s that it may, and was stopped; what it was about to change"
                            + " was not changed. Ask for less at once, by a narrower search or a smaller page.");
        }
        if (isCausedBy(failure, ServerFailure::isPassing)) {
            LOG.warn("The database is unavailable: {}", failure.getMessage());
            return new ServerFailure(HttpStatus.SERVICE_UNAVAILABLE, UNAVAILABLE, unavailable(request));
        }
        LOG.error("A request failed.", failure);
        return new ServerFailure(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL_ERROR",
                "The server failed to handle this request; its log has the details under the request's id.");
    }

    /** The connection may have broken after the commit was sent, or when the answer was read back. */
    private static String unavailable(HttpServletRequest request) {
        return READING.contains(request.getMethod())
                ? "The database is unavailable just now. Try again."
                : "The database is unavailable just now. Whether this request was carried out is not known; look before "
                        + "you try again.";
    }

    private static boolean isCausedBy(Throwable failure, Predicate<SQLException> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && kind.test(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStopped(SQLException failure) {
        return failure.getSQLState() != null && STOPPED.contains(failure.getSQLState());
    }

    /** The pool has no state for the connections that it closed because they broke, and one of no class for a timeout. */
    private static boolean isPassing(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof java.sql.SQLTransientConnectionException
                || state == null
                || PASSING.contains(state.substring(0, Math.min(2, state.length())));
    }
}
