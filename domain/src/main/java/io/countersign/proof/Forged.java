package io.countersign.proof;

/** Something can be read and is not what it says: changed after it was signed, or never signed by whom it names. */
public final class Forged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Forged(String message) {
        super(message, null, false, false);
    }
}
