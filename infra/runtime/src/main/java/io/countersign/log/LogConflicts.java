package io.countersign.log;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Tells a conflict (somebody else wrote to the stream first) from a failure. Axon's own resolver looks for exceptions
 * that PostgreSQL's driver does not throw.
 *
 * <p>SQLState codes: PostgreSQL manual, appendix A.
 */
public final class LogConflicts implements PersistenceExceptionResolver {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Set<String> TRANSACTION_LOST = Set.of("40001", "40P01");
    private static final String STREAM_CONSTRAINT = "domain_event_entry_stream";
    private static final String RESERVATIONS = "ops";

    @Override
    public boolean isDuplicateKeyViolation(Exception exception) {
        return causedBy(exception, sql -> STREAM_CONSTRAINT.equals(violated(sql, ServerErrorMessage::getConstraint)));
    }

    /** Whether deciding once more in a new transaction can help. */
    public static boolean isConflict(Throwable failure) {
        return isInChain(failure, ConcurrencyException.class::isInstance)
                || causedBy(failure, sql -> losesTransaction(sql) || losesReservation(sql));
    }

    /** A failure need not have a state: that a pool closed a connection which broke, for one. */
    private static boolean losesTransaction(SQLException failure) {
        return failure.getSQLState() != null && TRANSACTION_LOST.contains(failure.getSQLState());
    }

    /** Reservations are looked up before they are written: a violation means that another command came in between. */
    private static boolean losesReservation(SQLException failure) {
        return RESERVATIONS.equals(violated(failure, ServerErrorMessage::getSchema));
    }

    private static @Nullable String violated(
            SQLException failure, Function<ServerErrorMessage, @Nullable String> property) {
        if (!UNIQUE_VIOLATION.equals(failure.getSQLState()) || !(failure instanceof PSQLException)) {
            return null;
        }
        ServerErrorMessage message = ((PSQLException) failure).getServerErrorMessage();
        return message == null ? null : property.apply(message);
    }

    private static boolean causedBy(Throwable failure, Predicate<SQLException> test) {
        return isInChain(failure, cause -> cause instanceof SQLException sql && inBatch(sql, test));
    }

    /** A failed batch hides the server's message behind {@link SQLException#getNextException()}. */
    private static boolean inBatch(SQLException failure, Predicate<SQLException> test) {
        for (SQLException next = failure; next != null; next = next.getNextException()) {
            if (test.test(next)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInChain(Throwable failure, Predicate<Throwable> test) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (test.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
