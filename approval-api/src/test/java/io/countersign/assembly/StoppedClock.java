package io.countersign.assembly;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Goes as every clock does until it is stopped. */
public final class StoppedClock extends Clock {

    private volatile @Nullable Instant stopped;

    public void stopAt(Instant instant) {
        stopped = instant;
    }

    public void goOn() {
        stopped = null;
    }

    @Override
    public Instant instant() {
        Instant at = stopped;
        return at == null ? Instant.now() : at;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
