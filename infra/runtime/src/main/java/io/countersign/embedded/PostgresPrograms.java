package io.countersign.embedded;

import io.countersign.startup.StartupError;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs, unpacked once for all data directories of a user.
 *
 * @param home the directory with {@code bin}, {@code lib} and {@code share}
 * @param majorVersion which decides whether a data directory can be opened
 */
record PostgresPrograms(Path home, int majorVersion, RunAs user) {

    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)");

    /**
     * Finds or unpacks them in the user's cache, or in the data directory where the cache cannot be written, or not be
     * reached by the user that PostgreSQL runs as.
     */
    static PostgresPrograms in(DataDirectory data, RunAs user) {
        try {
            user.admitTo(data.path());
        } catch (IOException e) {
            throw StartupError.of("%s cannot be shared with the user of PostgreSQL (%s).", data.path(), e);
        }
        return in(List.of(cache(), data.path()), user);
    }

    private static PostgresPrograms in(List<Path> places, RunAs user) {
        PostgresArchive archive = PostgresArchive.forThisMachine();
        String name = "postgresql-" + archive.sha256().substring(0, 32);
        String problem = "";
        for (Path place : places) {
            Path home = place.resolve(name);
            try {
                unpackOnce(archive, place, home);
                return new PostgresPrograms(home, version(home, user), user);
            } catch (IOException e) {
                problem = e.toString();
            }
        }
        throw StartupError.of(
                "The bundled PostgreSQL cannot be run from %s (%s); name a server with --database jdbc:postgresql://...",
                places, problem);
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(name -> name.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("countersign");
    }

    /** The directory appears whole, by a rename, so that two processes may do this at once and one that dies may. */
    private static void unpackOnce(PostgresArchive archive, Path place, Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            Files.createDirectories(place);
            Path unpacked = Files.createTempDirectory(place, "unpacking-");
            try {
                Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
                archive.unpackInto(unpacked);
                Command.of(List.of(), "sync", "-f", unpacked.toString()).run();
                moveUnlessThere(unpacked, home);
            } finally {
                delete(unpacked);
            }
        }
        requireOwn(home);
    }

    private static void moveUnlessThere(Path unpacked, Path home) throws IOException {
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    /** Programs that somebody else has put there are not run. */
    private static void requireOwn(Path home) throws IOException {
        Object owner = Files.getAttribute(home, "unix:uid");
        if (!owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            throw new IOException(home + " belongs to another user");
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static int version(Path home, RunAs user) throws IOException {
        Command.Result result =
                user.command(home.resolve("bin/postgres"), "--version").run();
        Matcher version = VERSION.matcher(result.output());
        if (!result.succeeded() || !version.find()) {
            throw new IOException(result.lastLine());
        }
        return Integer.parseInt(version.group(1));
    }

    Command command(String program, String... arguments) {
        return user.command(home.resolve("bin").resolve(program), arguments);
    }
}
