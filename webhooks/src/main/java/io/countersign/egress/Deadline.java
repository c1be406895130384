package io.countersign.egress;

import java.time.Duration;

/** The moment until which a call may take, by the clock that never goes back. */
record Deadline(Duration allowed, long start) {

    static Deadline in(Duration allowed) {
        return new Deadline(allowed, System.nanoTime());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** At least a millisecond, because zero means without end to sockets. */
    Duration remaining() {
        Duration rest = allowed.minus(elapsed());
        return rest.toMillis() < 1 ? Duration.ofMillis(1) : rest;
    }

    boolean passed() {
        return elapsed().compareTo(allowed) >= 0;
    }

    /** For example {@code 15 s} or {@code 250 ms}. */
    String inWords() {
        return allowed.toMillis() % 1_000 == 0 ? allowed.toSeconds() + " s" : allowed.toMillis() + " ms";
    }
}
