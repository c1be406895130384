package io.countersign.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program as the package phase laid it out, started with the flags that its launcher gives it. */
final class Program {

    private static final Path HOME = Path.of(System.getProperty("countersign.home", ".."))
            .toAbsolutePath()
            .normalize();
    private static final Path TARGET = Path.of(System.getProperty("countersign.target", "target"))
            .toAbsolutePath()
            .normalize();
    private static final Pattern FLAGS = Pattern.compile("exec \"\\$jdk/bin/java\"(.*?)\\s-jar\\s", Pattern.DOTALL);

    private Program() {}

    /** A directory for the files of one test, empty at first. */
    static Path scratch(String name) {
        try {
            Path directory = TARGET.resolve("it");
            Files.createDirectories(directory);
            return Files.createTempDirectory(directory, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that is about to run the program, with nothing of this one's settings in its environment. */
    static ProcessBuilder with(List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags());
        line.add("-jar");
        line.add(jar().toString());
        line.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(line);
        Map<String, String> environment = process.environment();
        environment.keySet().removeIf(name -> name.startsWith("COUNTERSIGN_"));
        return process;
    }

    private static Path jar() {
        Path jar = TARGET.resolve("countersign.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; build it with mvn -pl approval-api -am package");
        }
        return jar;
    }

    private static List<String> flags() {
        try {
            Matcher flags = FLAGS.matcher(Files.readString(HOME.resolve("countersign")));
            if (!flags.find()) {
                throw new IllegalStateException(
                        "The launcher no longer starts Java in the way that is looked for here.");
            }
            return Pattern.compile("\\s+")
                    .splitAsStream(flags.group(1))
                    .filter(flag -> flag.startsWith("-"))
                    .map(flag -> flag.replace("\"", "").replace("$target", TARGET.toString()))
                    .filter(flag -> !flag.contains("$")) // what the launcher finds out about the terminal
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
