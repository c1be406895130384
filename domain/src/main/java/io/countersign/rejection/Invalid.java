package io.countersign.rejection;

import org.jspecify.annotations.Nullable;

/** Rejections of single values, in the wording that MLflow's clients and users know. */
public final class Invalid {

    private static final int LONGEST_QUOTE = 200;

    private Invalid() {}

    public static Rejection missing(String parameter) {
        return Rejection.of(
                Reason.PARAMETER_MISSING,
                "Missing value for required parameter '%s'. See the API docs for more information about request "
                        + "parameters.",
                parameter);
    }

    /** @param hint what would be right */
    public static Rejection value(String parameter, @Nullable Object value, String hint) {
        return Rejection.of(
                Reason.PARAMETER_INVALID,
                "Invalid value %s for parameter '%s' supplied: %s",
                quote(value),
                parameter,
                hint);
    }

    public static Rejection tooLong(String parameter, int limit) {
        return Rejection.of(
                Reason.PARAMETER_INVALID, "'%s' exceeds the maximum length of %d characters", parameter, limit);
    }

    private static String quote(@Nullable Object value) {
        String text = String.valueOf(value);
        String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return value instanceof CharSequence ? '"' + shown.replace("\"", "\\\"") + '"' : shown;
    }
}
