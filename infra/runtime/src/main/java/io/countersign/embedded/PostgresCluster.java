package io.countersign.embedded;

import com.sun.management.OperatingSystemMXBean;
import io.countersign.startup.StartupError;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The files of PostgreSQL in a data directory: they are made once, and belong to one major version. */
final class PostgresCluster {

    static final String DIRECTORY = "postgresql";
    static final String USER = "postgres";

    private final DataDirectory data;
    private final PostgresPrograms programs;

    PostgresCluster(DataDirectory data, PostgresPrograms programs) {
        this.data = data;
        this.programs = programs;
    }

    Path path() {
        return data.path().resolve(DIRECTORY);
    }

    /** Makes the files unless they are there. They appear whole, by a rename. */
    void prepare(String password) {
        try {
            if (Files.exists(path())) {
                requireVersion(Files.readString(path().resolve("PG_VERSION")).strip());
                programs.user().own(path());
            } else {
                initialise(password);
            }
        } catch (IOException e) {
            throw StartupError.of(
                    "PostgreSQL's files in %s cannot be used (%s); check the disk, or restore a backup into a new data directory.",
                    path(), e);
        }
    }

    private void requireVersion(String found) {
        if (!found.equals(Integer.toString(programs.majorVersion()))) {
            throw StartupError.of(
                    "%s holds data of PostgreSQL %s and this release brings PostgreSQL %d; "
                            + "make a backup with the release that wrote it, then restore it into a new data directory.",
                    data.path(), found, programs.majorVersion());
        }
    }

    /** The files are not synced one by one as they are written but all at the end, which takes half the time. */
    private void initialise(String password) throws IOException {
        Path fresh = data.path().resolve(DIRECTORY + ".new");
        PostgresPrograms.delete(fresh);
        Files.createDirectory(fresh);
        programs.user().own(fresh);
        Path secret = data.path().resolve("postgres.secret");
        try {
            writeSecret(secret, password);
            run(initdb(fresh, secret));
            run(programs.command("initdb", "-D", fresh.toString(), "--sync-only"));
        } finally {
            Files.deleteIfExists(secret);
        }
        Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(data.path())) {
            parent.force(true);
        }
    }

    private void writeSecret(Path secret, String password) throws IOException {
        Files.deleteIfExists(secret);
        try (FileChannel channel = FileChannel.open(
                secret, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), DataDirectory.OWNER_ONLY)) {
            channel.write(StandardCharsets.UTF_8.encode(password + "\n"));
        }
        programs.user().own(secret);
    }

    /**
     * What may be tuned stands in the {@code postgresql.conf} that this writes; what must hold is on the command line
     * of {@link #server}.
     */
    private Command initdb(Path directory, Path secret) {
        return programs.command("initdb", "-D", directory.toString(), "-U", USER, "--pwfile=" + secret)
                .with("--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--data-checksums", "--no-sync")
                .with("--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
                .with("--set", "max_connections=100", "--set", "shared_buffers=" + bufferMegabytes() + "MB")
                .with("--set", "idle_in_transaction_session_timeout=2min", "--set", "jit=off")
                .with("--set", "timezone=UTC", "--set", "log_timezone=UTC", "--set", "log_checkpoints=off")
                // Statements and details hold what people wrote, which must be erasable: it stays out of the log.
                .with("--set", "log_error_verbosity=terse", "--set", "log_min_error_statement=panic");
    }

    /** A sixteenth of the memory, as the server and others have the rest; it is taken when it is used first. */
    private static long bufferMegabytes() {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        return Math.clamp(memory / 16 >> 20, 128, 1024);
    }

    private static void run(Command command) throws IOException {
        Command.Result result = command.run();
        if (!result.succeeded()) {
            throw new IOException(result.lastLine());
        }
    }

    Command server(int port) {
        return programs.command("postgres", "-D", path().toString(), "-p", Integer.toString(port))
                .with("-c", "listen_addresses=" + Ports.HOST, "-c", "unix_socket_directories=")
                .with("-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on")
                .with("-c", "logging_collector=off", "-c", "log_destination=stderr")
                .inOwnSession();
    }

    /** Ends the server whose process id stands in {@code postmaster.pid}; the caller has made sure that it is one. */
    void stop(String mode, int seconds) throws IOException {
        programs.command("pg_ctl", "stop", "-D", path().toString(), "-m", mode, "-t", Integer.toString(seconds))
                .run();
    }
}
