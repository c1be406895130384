package io.countersign.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.countersign.assembly.AtOnce;
import io.countersign.assembly.InProcessServer;
import io.countersign.assembly.TestDatabases;
import io.countersign.database.ConnectionPools;
import io.countersign.database.DatabaseAddress;
import io.countersign.database.Schemas;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceptions as PostgreSQL's driver really throws them. */
class LogConflictsTest {

    private static final DatabaseAddress DATABASE = TestDatabases.empty();

    @AutoClose
    private static final HikariDataSource SERVER = preparedPool();

    private final LogConflicts conflicts = new LogConflicts();

    private static HikariDataSource preparedPool() {
        new Schemas(DATABASE).bringForward();
        InProcessServer.rebuildOf(DATABASE).replace(done -> {});
        return ConnectionPools.forServer(DATABASE, 4);
    }

    @Test
    void aPositionInAStreamThatIsTakenIsAConflict() throws SQLException {
        append("run/1", 0, UUID.randomUUID());
        SQLException failure = failureOf(() -> append("run/1", 0, UUID.randomUUID()));

        assertThat(conflicts.isDuplicateKeyViolation(failure)).isTrue();
    }

    @Test
    void alsoInsideABatchWhoseFailureHidesTheServersMessage() throws SQLException {
        append("run/2", 1, UUID.randomUUID());
        Exception failure = failureOf(() -> append("run/2", 3));

        assertThat(failure).isInstanceOf(BatchUpdateException.class);
        assertThat(conflicts.isDuplicateKeyViolation(failure)).isTrue();
        assertThat(conflicts.isDuplicateKeyViolation(new IllegalStateException(new RuntimeException(failure))))
                .isTrue();
    }

    @Test
    void anEventIdThatIsTakenIsAFault() throws SQLException {
        UUID id = UUID.randomUUID();
        append("run/3", 0, id);
        SQLException failure = failureOf(() -> append("run/4", 0, id));

        assertThat(failure.getSQLState()).isEqualTo("23505");
        assertThat(conflicts.isDuplicateKeyViolation(failure)).isFalse();
        assertThat(LogConflicts.isConflict(failure)).isFalse();
    }

    @Test
    void aConnectionThatThePoolClosedIsAFaultThoughItHasNoState() {
        assertThat(LogConflicts.isConflict(new IllegalStateException(new SQLException("Connection is closed"))))
                .isFalse();
    }

    @Test
    void aTransactionThatCannotBeSerializedIsAConflict() throws SQLException {
        execute("insert into ops.model_names values ('a', '1'), ('b', '1')");
        SQLException failure = failureOf(LogConflictsTest::skewTwoWrites);

        assertThat(failure.getSQLState()).isEqualTo("40001");
        assertThat(LogConflicts.isConflict(new IllegalStateException(failure))).isTrue();
        assertThat(conflicts.isDuplicateKeyViolation(failure)).isFalse();
    }

    private static void skewTwoWrites() throws SQLException {
        try (Connection one = serializable();
                Connection other = serializable()) {
            execute(one, "select count(*) from ops.model_names where model_id = '1'");
            execute(other, "select count(*) from ops.model_names where model_id = '1'");
            execute(one, "update ops.model_names set model_id = '2' where name = 'a'");
            execute(other, "update ops.model_names set model_id = '2' where name = 'b'");
            one.commit();
            other.commit();
        }
    }

    @Test
    void aDeadlockIsAConflictForTheOneThatLost() throws Exception {
        execute("insert into ops.model_names values ('c', '3'), ('d', '3')");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);

        List<AtOnce.Answer> answers =
                AtOnce.all(List.of(() -> lock(bothHoldOne, "c", "d"), () -> lock(bothHoldOne, "d", "c")));

        assertThat(answers).filteredOn(AtOnce.Answer::succeeded).hasSize(1);
        Throwable failure = answers.stream()
                .map(AtOnce.Answer::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        assertThat(failure).isInstanceOfSatisfying(SQLException.class, lost -> assertThat(lost.getSQLState())
                .isEqualTo("40P01"));
        assertThat(LogConflicts.isConflict(failure)).isTrue();
    }

    private static boolean lock(CyclicBarrier bothHoldOne, String first, String second) throws Exception {
        try (Connection connection = SERVER.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "update ops.model_names set model_id = '4' where name = '" + first + "'");
            bothHoldOne.await();
            execute(connection, "update ops.model_names set model_id = '4' where name = '" + second + "'");
            connection.commit();
            return true;
        }
    }

    @Test
    void aReservationThatSomebodyElseGotIsAConflict() throws SQLException {
        execute("insert into ops.model_names values ('e', '5')");
        SQLException failure = failureOf(() -> execute("insert into ops.model_names values ('e', '6')"));

        assertThat(LogConflicts.isConflict(failure)).isTrue();
        assertThat(conflicts.isDuplicateKeyViolation(failure)).isFalse();
    }

    @Test
    void whatAxonRecognisedIsAConflict() {
        assertThat(LogConflicts.isConflict(new IllegalStateException(new ConcurrencyException("first", null))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into experiments values ('1', 'a', 'b', false, 0, 0, 0), ('1', 'a', 'b', false, 0, 0, 0)",
                "insert into ops.model_names values ('f', null)",
                "delete from log.domain_event_entry",
                "select 1 / 0",
                "selekt",
                "set local statement_timeout = 10; select pg_sleep(5)",
                "select pg_terminate_backend(pg_backend_pid())",
            })
    void anyOtherFailureIsAFault(String sql) {
        SQLException failure = failureOf(() -> execute(sql));

        assertThat(LogConflicts.isConflict(failure)).isFalse();
        assertThat(conflicts.isDuplicateKeyViolation(failure)).isFalse();
    }

    @Test
    void aFailureOutsideOfTheDatabaseIsAFault() {
        assertThat(LogConflicts.isConflict(new IllegalStateException("23505"))).isFalse();
        assertThat(conflicts.isDuplicateKeyViolation(new SQLException("domain_event_entry_stream", "23505")))
                .isFalse();
    }

    /** So many events, from position 0 on, in one batch. */
    private static void append(String stream, int events) throws SQLException {
        try (Connection connection = SERVER.getConnection();
                PreparedStatement insert = insert(connection)) {
            for (int sequence = 0; sequence < events; sequence++) {
                fill(insert, stream, sequence, UUID.randomUUID());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void append(String stream, long sequence, UUID id) throws SQLException {
        try (Connection connection = SERVER.getConnection();
                PreparedStatement insert = insert(connection)) {
            fill(insert, stream, sequence, id);
            insert.executeUpdate();
        }
    }

    private static PreparedStatement insert(Connection connection) throws SQLException {
        return connection.prepareStatement("""
                insert into log.domain_event_entry (aggregate_identifier, sequence_number, event_identifier,
                    type, payload_type, payload_revision, time_stamp, payload, meta_data)
                values (?, ?, ?, 'Run', 'run.restored', '1', '2026-01-01T00:00:00Z', '{}', '{}')""");
    }

    private static void fill(PreparedStatement insert, String stream, long sequence, UUID id) throws SQLException {
        insert.setString(1, stream);
        insert.setLong(2, sequence);
        insert.setString(3, id.toString());
    }

    private static Connection serializable() throws SQLException {
        Connection connection = SERVER.getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        return connection;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = SERVER.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, sql);
            connection.commit();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static SQLException failureOf(SqlAction action) {
        Throwable failure = catchThrowable(action::run);
        assertThat(failure).isInstanceOf(SQLException.class);
        return (SQLException) failure;
    }

    @FunctionalInterface
    private interface SqlAction {
        void run() throws SQLException;
    }
}
