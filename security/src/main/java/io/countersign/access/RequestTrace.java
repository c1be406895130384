package io.countersign.access;

import io.countersign.Uuid7;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By which ids a request can be found again, in the log of events and in the server's own.
 *
 * @param correlation what all requests of one story share
 */
public record RequestTrace(String request, String correlation) {

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** What stands for no request: work that the server does by itself. */
    public static RequestTrace fresh() {
        return of(null, null);
    }

    /** What the caller names counts when it can be written to a log as it is. */
    static RequestTrace of(@Nullable String request, @Nullable String correlation) {
        String id = sane(request, Uuid7.next().toString());
        return new RequestTrace(id, sane(correlation, id));
    }

    private static String sane(@Nullable String given, String otherwise) {
        return given != null && SANE.matcher(given).matches() ? given : otherwise;
    }
}
