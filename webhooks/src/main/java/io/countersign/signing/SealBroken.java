package io.countersign.signing;

/** A sealed secret does not open; its message is for the operator. */
public final class SealBroken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SealBroken(String message) {
        super(message);
    }
}
