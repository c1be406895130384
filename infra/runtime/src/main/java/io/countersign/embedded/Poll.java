package io.countersign.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for another process, which tells us nothing by itself. */
final class Poll {

    private static final Duration STEP = Duration.ofMillis(20);

    private Poll() {}

    /** Whether the condition came true in time. */
    static boolean until(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(STEP);
        }
        return true;
    }
}
