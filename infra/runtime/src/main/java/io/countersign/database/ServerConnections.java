package io.countersign.database;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.past.PointInTime;
import io.countersign.past.TimeTravel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The server's pool, and beside it those of questions that are answered otherwise: for people who see only what was granted to
 * them, by a role to which PostgreSQL shows nothing else; and as of an earlier point, by views of what was known then.
 * Transactions are the server's own, and those that may write are of now ({@link ServerTransactions}): what is decided in them
 * is decided on everything that there is.
 */
public final class ServerConnections extends DelegatingDataSource implements AutoCloseable {

    private static final int OF_READERS = 10;
    private static final int OF_THE_PAST = 6;

    private enum Transaction {
        READING,
        WRITING
    }

    private static final ThreadLocal<@Nullable Transaction> BEGINNING = new ThreadLocal<>();

    private final HikariDataSource server;
    private final HikariDataSource readers;
    private final HikariDataSource past;
    private final HikariDataSource pastOfReaders;
    private final Supplier<Optional<String>> reader;

    /**
     * @param size of the server's own pool
     * @param reader the subject id of whoever this thread's request comes from, if they do not see everything
     */
    public ServerConnections(DatabaseAddress address, int size, Supplier<Optional<String>> reader) {
        this.server = ConnectionPools.forServer(address, size);
        setTargetDataSource(server);
        this.readers = ConnectionPools.forReaders(address, OF_READERS);
        this.past = ConnectionPools.forThePast(address, OF_THE_PAST, ConnectionPools.APP_ROLE);
        this.pastOfReaders = ConnectionPools.forThePast(address, OF_THE_PAST, Readers.ROLE);
        this.reader = reader;
    }

    /** The connection that this thread asks for meanwhile is one of the server's. */
    static void forTransaction(boolean readOnly, Runnable work) {
        Transaction before = BEGINNING.get();
        BEGINNING.set(readOnly ? Transaction.READING : Transaction.WRITING);
        try {
            work.run();
        } finally {
            BEGINNING.set(before);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Transaction beginning = BEGINNING.get();
        Optional<String> limited = beginning == null ? reader.get() : Optional.empty();
        Optional<PointInTime> point = beginning == Transaction.WRITING ? Optional.empty() : TimeTravel.point();
        if (point.isEmpty()) {
            return limited.isEmpty() ? server.getConnection() : tell(readers.getConnection(), point, limited);
        }
        return tell((limited.isEmpty() ? past : pastOfReaders).getConnection(), point, limited);
    }

    private static Connection tell(Connection connection, Optional<PointInTime> point, Optional<String> person)
            throws SQLException {
        try {
            if (point.isPresent()) {
                tell(
                        connection,
                        "select set_config('countersign.as_of', ?, false)",
                        Long.toString(point.get().event()));
            }
            if (person.isPresent()) {
                tell(connection, "select see_as(?)", person.get());
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void tell(Connection connection, String sql, String what) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, what);
            statement.execute();
        }
    }

    @Override
    public void close() {
        List.of(pastOfReaders, past, readers, server).forEach(HikariDataSource::close);
    }
}
