package io.countersign.importer;

/** A server answered that it does not do what it was asked. */
final class HttpFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    HttpFailure(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** What the server said. */
    String message() {
        return String.valueOf(getMessage());
    }

    int status() {
        return status;
    }
}
