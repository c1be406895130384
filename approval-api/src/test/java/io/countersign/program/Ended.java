package io.countersign.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A run of the program that ended by itself. */
record Ended(int status, String out, String err) {

    static Ended run(Duration patience, String... arguments) {
        return run(patience, Map.of(), arguments);
    }

    static Ended run(Duration patience, Map<String, String> environment, String... arguments) {
        try {
            Path out = Files.createTempFile(Program.scratch("output"), "run-", ".out");
            Path err = Files.createTempFile(out.getParent(), "run-", ".err");
            ProcessBuilder builder = Program.with(List.of(arguments))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("still running after " + patience + ":\n" + Files.readString(err));
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
