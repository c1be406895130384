package io.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What must come true soon. */
final class Deadline {

    private Deadline() {}

    static void soon(String what, BooleanSupplier condition) throws InterruptedException {
        assertThat(Poll.until(Duration.ofSeconds(30), condition)).as(what).isTrue();
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
