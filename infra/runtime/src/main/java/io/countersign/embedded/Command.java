package io.countersign.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One command line of another program. */
record Command(List<String> line) {

    private static final Set<String> FOREIGN = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "KAFKA_OPTS");

    /** What a finished command left. */
    record Result(int status, String output) {

        boolean succeeded() {
            return status == 0;
        }

        String lastLine() {
            return output.lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .orElse("status " + status);
        }
    }

    static Command of(List<String> prefix, String... line) {
        return new Command(Stream.concat(prefix.stream(), Stream.of(line)).toList());
    }

    Command with(String... arguments) {
        return of(line, arguments);
    }

    /**
     * The same in a session of its own, so that Ctrl-C at the terminal reaches our server alone, which then ends the
     * others in order.
     */
    Command inOwnSession() {
        return onPath("setsid") ? new Command(prepend("setsid", line)) : this;
    }

    private static List<String> prepend(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return List.copyOf(all);
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Runs it to its end. An interrupt ends it. */
    Result run() throws IOException {
        Process process = builder().redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Without the variables by which users set up their own PostgreSQL clients and Java programs. */
    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || FOREIGN.contains(name));
        return builder;
    }
}
