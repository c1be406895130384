package io.countersign.trail;

import io.countersign.event.Recorded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a version was somewhere, for a time.
 *
 * @param place a stage or an alias, or what the model was called
 * @param version null where it is the model itself
 * @param begun what put it there
 * @param until null while it is there
 */
public record Tenure(
        String place,
        @Nullable Integer version,
        Recorded begun,
        @Nullable Instant until) {

    public Instant since() {
        return begun.at();
    }

    Tenure until(Instant end) {
        return new Tenure(place, version, begun, end);
    }
}
