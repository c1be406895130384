package io.countersign.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes that a server started, and those that work in its data directory, whoever their parent is by now. */
final class Family {

    private Family() {}

    /** Everything below the server, and everything in its directory, but not the server itself. */
    static Set<ProcessHandle> of(ProcessHandle server, Path data) {
        Set<ProcessHandle> family = new LinkedHashSet<>(server.descendants().toList());
        family.addAll(in(data));
        family.remove(server);
        return family;
    }

    /** The processes that name this directory or a place in it on their command line, or work there. */
    static List<ProcessHandle> in(Path data) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(
                            process -> process.pid() != ProcessHandle.current().pid())
                    .filter(process -> isIn(data, process))
                    .toList();
        }
    }

    /** The one in the directory that has these words on its command line, where a null stands between two arguments. */
    static Optional<ProcessHandle> running(Path data, String words) {
        return in(data).stream()
                .filter(Family::isAlive)
                .filter(process -> commandLine(process).contains(words))
                .findFirst();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return ""; // it is gone
        }
    }

    private static boolean isIn(Path data, ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            return Files.readString(proc.resolve("cmdline")).contains(data.toString())
                    || Files.readSymbolicLink(proc.resolve("cwd")).startsWith(data);
        } catch (IOException e) {
            return false; // it is gone, or not ours to look at
        }
    }

    static Set<ProcessHandle> alive(Set<ProcessHandle> processes) {
        return processes.stream().filter(Family::isAlive).collect(Collectors.toSet());
    }

    /** A process that ended but that nobody has asked about is not alive. */
    static boolean isAlive(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return process.isAlive() && status.charAt(status.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    static String describe(Set<ProcessHandle> processes) {
        return processes.stream()
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse("?"))
                .map(line -> line.substring(0, Math.min(200, line.length())))
                .collect(Collectors.joining("\n"));
    }
}
