package io.countersign.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's main process, as it tells of itself in {@code postmaster.pid}: one value to a line, of which the first is
 * its process id, the fourth its port and the eighth whether it is ready.
 */
record Postmaster(long pid, int port, boolean ready) {

    static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Nothing when no server has written it, or not wholly yet. */
    static Optional<Postmaster> read(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(file(cluster), StandardCharsets.UTF_8);
            return lines.size() < 8
                    ? Optional.empty()
                    : Optional.of(new Postmaster(
                            Long.parseLong(lines.get(0).strip()),
                            Integer.parseInt(lines.get(3).strip()),
                            lines.get(7).strip().equals("ready")));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The processes of PostgreSQL that work on this directory: the postmaster makes it its working directory, and every
     * process that it starts inherits that. A process that only got a number that PostgreSQL once had is not among
     * them.
     */
    static List<ProcessHandle> processesOn(Path cluster) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> isOn(cluster, process.pid())).toList();
        }
    }

    static boolean isOn(Path cluster, long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            Path program = Files.readSymbolicLink(process.resolve("exe")).getFileName();
            return program != null
                    && program.toString().startsWith("postgres")
                    && Files.isSameFile(process.resolve("cwd"), cluster);
        } catch (IOException e) {
            return isPostmasterByCommand(process, cluster);
        }
    }

    /** Without the right to see another user's working directory, as in many containers, the command line tells it. */
    private static boolean isPostmasterByCommand(Path process, Path cluster) {
        try {
            List<String> line =
                    List.of(Files.readString(process.resolve("cmdline")).split("\0"));
            return line.size() > 2
                    && line.get(0).endsWith("/postgres")
                    && line.subList(1, 3).equals(List.of("-D", cluster.toString()));
        } catch (IOException e) {
            return false;
        }
    }
}
