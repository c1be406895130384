package io.countersign.rejection;

import java.util.Locale;

/**
 * A command or query that is refused. Nothing was changed.
 *
 * <p>The message is for the person who sent it: what was wrong, with which value, and what would be right. It carries no
 * stack trace because a refusal is an answer and not a fault.
 */
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public Rejection(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** A rejection whose message is {@code format} filled with {@code arguments}. */
    public static Rejection of(Reason reason, String format, Object... arguments) {
        return new Rejection(reason, String.format(Locale.ROOT, format, arguments));
    }

    public Reason reason() {
        return reason;
    }
}
