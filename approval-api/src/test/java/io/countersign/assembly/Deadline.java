package io.countersign.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What must come true soon. */
public final class Deadline {

    private static final long PAUSE_NANOS = 10_000_000;

    private Deadline() {}

    public static void soon(String what, BooleanSupplier condition) {
        within(Duration.ofSeconds(30), what, condition);
    }

    public static void within(Duration time, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        boolean holds = condition.getAsBoolean();
        while (!holds && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            holds = condition.getAsBoolean();
        }
        assertThat(holds).as(what).isTrue();
    }
}
