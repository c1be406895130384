package io.countersign.log;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to the aggregates that decide. A command is decided again, in a new transaction, when somebody else
 * wrote to its stream first, and when its answer may rest on a cached state that has passed; any attempt but the first
 * reads the log. So no caller is ever told of a conflict that a retry resolves, or refused for a reason that no longer
 * holds.
 *
 * <p>Returns once the events are committed. Safe for use by many threads.
 */
public final class Commands {

    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_NANOS = 2_000_000;

    private final CommandBus bus;
    private final Appended listener;
    private final Counter conflicts;
    private final Counter retries;
    private final Counter redecided;

    public Commands(CommandBus bus, MeterRegistry metrics, Appended listener) {
        this.bus = bus;
        this.listener = listener;
        retries = metrics.counter("countersign.commands.retries");
        conflicts = metrics.counter("countersign.commands.conflicts");
        redecided = metrics.counter("countersign.commands.redecided");
    }

    /**
     * @return what the command's handler answers, or null
     * @throws Rejection when the command is refused; nothing was changed then
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <R> @Nullable R send(Object command, Map<String, ?> metadata) {
        int lost = 0;
        for (boolean first = true; ; first = false) {
            Outcome outcome = decide(command, metadata, new DecisionTrace(first));
            if (outcome.mustBeAlone()) {
                retries.increment();
            } else if (outcome.isConflict()) {
                conflicts.increment();
                pauseBeforeRetry(++lost);
                retries.increment();
            } else if (outcome.trace().mayRestOnThePast()) {
                redecided.increment();
            } else {
                R answer = outcome.answer();
                listener.events(outcome.trace().appended());
                return answer;
            }
        }
    }

    private Outcome decide(Object command, Map<String, ?> metadata, DecisionTrace trace) {
        Outcome outcome = new Outcome(trace);
        bus.dispatch(
                GenericCommandMessage.asCommandMessage(command)
                        .andMetaData(metadata)
                        .andMetaData(Map.of(DecisionTrace.METADATA, trace)),
                (message, result) -> outcome.result = result);
        return outcome;
    }

    private static void pauseBeforeRetry(int attempt) {
        if (attempt == ATTEMPTS) {
            throw new Rejection(
                    Reason.TOO_BUSY, "Too many changes to the same thing at once; nothing was changed. Try again.");
        }
        long longest = FIRST_PAUSE_NANOS << attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }

    /** What came of one attempt. The bus is local and answers before its dispatch returns. */
    private static final class Outcome {
        private final DecisionTrace trace;
        private @Nullable CommandResultMessage<?> result;

        Outcome(DecisionTrace trace) {
            this.trace = trace;
        }

        DecisionTrace trace() {
            return trace;
        }

        boolean isConflict() {
            return failure() != null && LogConflicts.isConflict(failure());
        }

        boolean mustBeAlone() {
            return failure() instanceof LaneTransaction.DecideAlone;
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        <R> @Nullable R answer() {
            Throwable failure = failure();
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            return (R) result().getPayload();
        }

        private @Nullable Throwable failure() {
            return result().isExceptional() ? result().exceptionResult() : null;
        }

        private CommandResultMessage<?> result() {
            if (result == null) {
                throw new IllegalStateException("The command bus did not answer.");
            }
            return result;
        }
    }
}
