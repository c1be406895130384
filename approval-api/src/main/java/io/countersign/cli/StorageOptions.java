package io.countersign.cli;

import io.countersign.database.DatabaseAddress;
import io.countersign.embedded.DataDirectory;
import io.countersign.embedded.EmbeddedPostgres;
import io.countersign.startup.StartupError;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server keeps what it knows. */
@SuppressWarnings("NullAway.Init") // set by the command line
final class StorageOptions {

    static final String EMBEDDED = "embedded";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:COUNTERSIGN_DATA_DIR:-countersign-data}",
            description = "Where artifacts and embedded servers keep their files (COUNTERSIGN_DATA_DIR; default: "
                    + "./countersign-data).")
    Path dataDir;

    @Option(
            names = "--database",
            paramLabel = "embedded|jdbc:postgresql://…",
            defaultValue = "${env:COUNTERSIGN_DATABASE:-embedded}",
            description = "A PostgreSQL of its own, or yours (COUNTERSIGN_DATABASE; default: embedded). User and "
                    + "password are read from the URL or from COUNTERSIGN_DATABASE_USER and "
                    + "COUNTERSIGN_DATABASE_PASSWORD.")
    String database;

    boolean isEmbedded() {
        return database.equals(EMBEDDED);
    }

    /** @throws StartupError unless the option is the URL of a PostgreSQL database */
    DatabaseAddress external() {
        if (!database.startsWith("jdbc:postgresql:")) {
            throw StartupError.of(
                    "--database must be 'embedded' or a URL like jdbc:postgresql://host:5432/name, not '%s'.",
                    database);
        }
        return DatabaseUrl.parse(
                database, environment("COUNTERSIGN_DATABASE_USER"), environment("COUNTERSIGN_DATABASE_PASSWORD"));
    }

    /** That of a running server; where none runs, an embedded one is started for as long as the parts last. */
    DatabaseAddress running(Parts parts) throws InterruptedException {
        if (!isEmbedded()) {
            return external();
        }
        Optional<DatabaseAddress> running = EmbeddedPostgres.runningIn(dataDir);
        if (running.isEmpty() && !dataDir.resolve("postgres.json").toFile().exists()) {
            throw StartupError.of(
                    "There is no embedded database in %s; name its directory with --data-dir, or your database with "
                            + "--database.",
                    dataDir.toAbsolutePath());
        }
        return running.isPresent() ? running.get() : start(parts);
    }

    /** That of a running server, or one that is started, and made where there is none. */
    DatabaseAddress runningOrNew(Parts parts) throws InterruptedException {
        if (!isEmbedded()) {
            return external();
        }
        Optional<DatabaseAddress> running = EmbeddedPostgres.runningIn(dataDir);
        return running.isPresent() ? running.get() : start(parts);
    }

    private DatabaseAddress start(Parts parts) throws InterruptedException {
        return parts.add(EmbeddedPostgres.start(parts.add(DataDirectory.open(dataDir))))
                .address();
    }

    private static @Nullable String environment(String name) {
        return System.getenv(name);
    }
}
