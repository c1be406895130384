package io.countersign.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What must come true soon. */
final class Deadline {

    private Deadline() {}

    static void soon(String what, BooleanSupplier condition) throws InterruptedException {
        assertThat(Poll.until(Duration.ofSeconds(30), condition)).as(what).isTrue();
    }

    /** A process that ended but that nobody has asked about is not alive. */
    static boolean isAlive(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
