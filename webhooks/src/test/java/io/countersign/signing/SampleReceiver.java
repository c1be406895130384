package io.countersign.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sample receiver that runs as people run it: a process of its own, which ends with the test. */
record SampleReceiver(Process process, BufferedReader lines, URI url) implements AutoCloseable {

    private static final String FOLDER = "infra/deploy/ci/receivers";
    private static final String GREETING = "listening on ";

    static SampleReceiver start(Sample sample, Path secrets) throws IOException {
        List<String> command = new ArrayList<>(sample.command(folder()));
        command.addAll(List.of("--port", "0", "--secret-file", secrets.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader lines = process.inputReader();
        String greeting = String.valueOf(lines.readLine());
        assertThat(greeting).startsWith(GREETING);
        return new SampleReceiver(process, lines, URI.create(greeting.substring(GREETING.length())));
    }

    /** The lines about events up to now, which are those of these ids in this order. */
    List<String> told(String... ids) throws IOException {
        List<String> told = new ArrayList<>();
        for (String id : ids) {
            String line = lines.readLine();
            assertThat(line).startsWith("accepted " + id + " ");
            told.add(line);
        }
        return told;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        for (@Nullable Path at = here; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(FOLDER))) {
                return at.resolve(FOLDER);
            }
        }
        throw new IllegalStateException(FOLDER + " is not above " + here);
    }
}
