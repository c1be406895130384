package io.countersign.wire;

import io.countersign.rejection.Invalid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as the native API reads them: ISO 8601 with an offset. */
public final class Times {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /** @throws io.countersign.rejection.Rejection when it is none, or out of any calendar */
    public static Instant read(String parameter, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw Invalid.value(parameter, text, "use a time with its offset, such as 2027-01-31T12:00:00Z.");
    }
}
