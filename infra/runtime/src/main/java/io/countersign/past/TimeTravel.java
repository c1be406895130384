package io.countersign.past;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The point as of which this thread's questions are answered. What is decided and recorded meanwhile is decided and recorded
 * now: transactions that may write do not travel.
 */
public final class TimeTravel {

    private static final ThreadLocal<@Nullable PointInTime> POINT = new ThreadLocal<>();

    private TimeTravel() {}

    /** From now on until {@link #end}. */
    public static void to(PointInTime point) {
        POINT.set(point);
    }

    public static void end() {
        POINT.remove();
    }

    /** Empty for now, as it is known now. */
    public static Optional<PointInTime> point() {
        return Optional.ofNullable(POINT.get());
    }

    /** A clock for questions, which says what others said at the point that they are about. */
    public static Clock clock(Clock present) {
        return new Travelling(present);
    }

    private static final class Travelling extends Clock {

        private final Clock present;

        Travelling(Clock present) {
            this.present = present;
        }

        @Override
        public Instant instant() {
            return point().map(PointInTime::time).orElseGet(present::instant);
        }

        @Override
        public ZoneId getZone() {
            return present.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Travelling(present.withZone(zone));
        }
    }
}
