package io.countersign.proof;

/** Something is not in the form that it should have, so that nothing can be said about it. */
public final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unreadable(String message) {
        super(message, null, false, false);
    }
}
