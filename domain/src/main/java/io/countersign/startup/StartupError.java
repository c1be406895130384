package io.countersign.startup;

import java.util.Locale;

/**
 * Something outside the program keeps it from starting. The message is one line for the person at the terminal: what is
 * wrong, and what to do.
 */
public final class StartupError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartupError(String message) {
        super(message, null, false, false);
    }

    public static StartupError of(String format, Object... arguments) {
        return new StartupError(String.format(Locale.ROOT, format, arguments));
    }
}
