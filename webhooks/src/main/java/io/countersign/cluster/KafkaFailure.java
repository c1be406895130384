package io.countersign.cluster;

/** The cluster did not do what was asked of it; it may when it is asked again. */
public final class KafkaFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KafkaFailure(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
