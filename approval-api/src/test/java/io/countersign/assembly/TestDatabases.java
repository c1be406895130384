package io.countersign.assembly;

import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.embedded.DataDirectory;
import io.countersign.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL as the program itself brings it: one server for all tests, and an empty database for each who asks. */
public final class TestDatabases {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabases() {}

    /** A database without any schema. */
    public static DatabaseAddress empty() {
        DatabaseAddress first = SERVER.address();
        String name = "test_" + COUNT.incrementAndGet();
        new JdbcTemplate(ConnectionPools.forOwner(first)).execute("create database " + name);
        String url = first.jdbcUrl().substring(0, first.jdbcUrl().lastIndexOf('/') + 1) + name;
        return new DatabaseAddress(url, first.user(), first.password());
    }

    private static EmbeddedPostgres start() {
        try {
            Path directory = Files.createTempDirectory("countersign-test");
            DataDirectory data = DataDirectory.open(directory);
            EmbeddedPostgres server = EmbeddedPostgres.start(data);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data, directory)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stop(EmbeddedPostgres server, DataDirectory data, Path directory) {
        server.close();
        data.close();
        FileSystemUtils.deleteRecursively(directory.toFile());
    }
}
