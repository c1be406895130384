package io.countersign.wire;

/** A request that cannot be read at all, before any of its fields is looked at. */
public final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadRequest(String message) {
        super(message, null, false, false);
    }
}
