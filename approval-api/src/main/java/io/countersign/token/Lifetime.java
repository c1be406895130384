package io.countersign.token;

import io.countersign.rejection.Invalid;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.springframework.boot.convert.DurationStyle;

/** How long a token is to live, as people write it. */
public final class Lifetime {

    private Lifetime() {}

    /** @throws io.countersign.rejection.Rejection when it is none like {@code 12h}, {@code 90d} or {@code PT12H} */
    public static Duration parse(String text) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            throw Invalid.value("lifetime", text, "use a time like 12h or 90d.");
        }
    }
}
