package io.countersign.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {

    private RetryAfter() {}

    /** Null when there is none that can be read. */
    static @Nullable Duration read(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        return text.chars().allMatch(each -> each >= '0' && each <= '9') ? seconds(text) : date(text, now);
    }

    private static @Nullable Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return text.isEmpty() ? null : Duration.ofDays(1);
        }
    }

    private static @Nullable Duration date(String text, Instant now) {
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
