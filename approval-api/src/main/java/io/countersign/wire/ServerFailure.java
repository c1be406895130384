package io.countersign.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** How a failure is told that is not the sender's: as one that passes, when the database is away, or as a fault. */
public record ServerFailure(HttpStatus status, String code, String message) {

    static final String UNAVAILABLE = "TEMPORARILY_UNAVAILABLE";

    private static final Logger LOG = LoggerFactory.getLogger(ServerFailure.class);

    /** PostgreSQL's classes of errors that pass: no connection, no resources, an operator's intervention. */
    private static final Set<String> PASSING = Set.of("08", "53", "57");

    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Writes what the sender is not told to the log. */
    public static ServerFailure of(Exception failure, HttpServletRequest request) {
        if (isPassing(failure)) {
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

    private static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isPassing(sql)) {
                return true;
            }
        }
        return false;
    }

    /** The pool has no state for the connections that it closed because they broke, and one of no class for a timeout. */
    private static boolean isPassing(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof java.sql.SQLTransientConnectionException
                || state == null
                || PASSING.contains(state.substring(0, Math.min(2, state.length())));
    }
}
