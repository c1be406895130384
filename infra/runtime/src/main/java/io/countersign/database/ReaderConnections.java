package io.countersign.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The server's pool, and beside it one for people who see only what was granted to them: whatever is asked in their requests
 * is asked by a role to which PostgreSQL shows nothing else. Transactions are the server's own ({@link ServerTransactions}):
 * what is decided in them is decided on everything that there is.
 */
public final class ReaderConnections extends DelegatingDataSource implements AutoCloseable {

    private static final ThreadLocal<Boolean> DECIDING = new ThreadLocal<>();

    private final HikariDataSource server;
    private final HikariDataSource readers;
    private final Supplier<Optional<String>> reader;

    /** @param reader the subject id of whoever this thread's request comes from, if they do not see everything */
    public ReaderConnections(HikariDataSource server, HikariDataSource readers, Supplier<Optional<String>> reader) {
        super(server);
        this.server = server;
        this.readers = readers;
        this.reader = reader;
    }

    /** What this thread asks for meanwhile, it asks for as the server. */
    static void asTheServer(Runnable work) {
        Boolean before = DECIDING.get();
        DECIDING.set(true);
        try {
            work.run();
        } finally {
            if (before == null) {
                DECIDING.remove();
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Optional<String> limited = DECIDING.get() == null ? reader.get() : Optional.empty();
        return limited.isPresent() ? readingFor(limited.get()) : server.getConnection();
    }

    private Connection readingFor(String person) throws SQLException {
        Connection connection = readers.getConnection();
        try (PreparedStatement tell = connection.prepareStatement("select see_as(?)")) {
            tell.setString(1, person);
            tell.execute();
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        readers.close();
        server.close();
    }
}
