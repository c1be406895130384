package io.countersign.cluster;

import java.util.concurrent.ExecutionException;

/**
 * The cluster did not do what was asked of it; it may when it is asked again. As that is done every few seconds, and told
 * each time, the message has the reason and there is no stack trace.
 */
public final class KafkaFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KafkaFailure(String message, Throwable cause) {
        super(message + ": " + reason(cause), null, false, false);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof ExecutionException && cause != null
                ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
