package io.countersign.relay;

/** Events could not be handed to Kafka; they stay where they are and are carried later. */
final class RelayFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RelayFailure(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
