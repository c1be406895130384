package io.countersign.program;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come true. */
final class Until {

    private static final long PAUSE_MILLIS = 20;

    private Until() {}

    /** Whether it came true in time. */
    static boolean within(Duration time, BooleanSupplier condition) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** @throws AssertionError with what is said to be wrong, when it does not come true in time */
    static void require(Duration time, BooleanSupplier condition, Supplier<String> otherwise) {
        if (!within(time, condition)) {
            throw new AssertionError(otherwise.get());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
