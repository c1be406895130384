package io.countersign.replica;

import io.countersign.startup.StartupError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty log with what {@code countersign.log} carries, all of it in one transaction. An event that the topic has
 * again is taken once; a topic that is not whole is refused. What the topic never had cannot be missed: the youngest
 * events of a stream, or a whole stream, which the relay had not carried yet.
 */
public final class Restore {

    private static final String SOURCE = "urn:countersign:";

    /** After every index that the topic has or, where {@code ops} comes from a backup, that a stream has passed. */
    private static final String GO_ON = """
            select setval(pg_get_serial_sequence('log.domain_event_entry', 'global_index'), greatest(
                (select max(global_index) from log.domain_event_entry), (select max(upper(carried)) from ops.feeds)))""";

    private final DataSource owner;
    private final CommittedRecords topic;
    private @Nullable String source;

    /** @param owner of a database whose schemas are of this release and whose log is empty */
    public Restore(DataSource owner, CommittedRecords topic) {
        this.owner = owner;
        this.topic = topic;
    }

    /** How the public contract and this topic name the log of an installation. */
    public static String source(String installation) {
        return SOURCE + installation;
    }

    /** @throws StartupError unless the database's log is empty */
    public static void requireEmptyLog(DataSource owner) {
        try (Connection connection = owner.getConnection()) {
            requireEmptyLog(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The log cannot be read.", e);
        }
    }

    private static void requireEmptyLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select exists (select from log.domain_event_entry)")) {
            rows.next();
            if (rows.getBoolean(1)) {
                throw new StartupError(
                        "The database already has a log; name a fresh one with --database, or an empty --data-dir.");
            }
        }
    }

    /**
     * The log goes on after the last index; the installation's id becomes that of the log.
     *
     * @param progress in the topic's own count
     * @return how many events the log has now
     * @throws StartupError when the log is not empty or the topic is not whole
     */
    public long run(LongConsumer progress) {
        topic.requireWhole();
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            long restored = run(connection, progress);
            connection.commit();
            return restored;
        } catch (LogRecord.NotOfALog e) {
            throw StartupError.of("%s: nothing was restored.", String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            throw new IllegalStateException("The log could not be restored.", e);
        }
    }

    private long run(Connection connection, LongConsumer progress) throws SQLException {
        execute(connection, "lock table log.domain_event_entry in exclusive mode"); // a server may be starting there
        requireEmptyLog(connection);
        Staging staging = new Staging(connection);
        topic.forEach(each -> stage(staging, each), progress);
        long restored = staging.append();
        if (source == null) {
            throw new StartupError("The topic has no events; does --kafka-topics name the right one?");
        }
        execute(connection, GO_ON);
        execute(connection, "delete from ops.snapshot_event_entry"); // they may be of events that were lost
        adopt(connection, source);
        return restored;
    }

    private void stage(Staging staging, ConsumerRecord<String, byte[]> each) {
        requireOneSource(LogRecord.source(each));
        try {
            staging.add(LogRecord.read(each));
        } catch (SQLException e) {
            throw new IllegalStateException("The event could not be staged.", e);
        }
    }

    private void requireOneSource(String other) {
        if (source != null && !source.equals(other)) {
            throw StartupError.of("The topic has events of two logs, %s and %s: nothing was restored.", source, other);
        }
        source = other;
    }

    private static void adopt(Connection connection, String source) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update ops.installation set id = ?::uuid")) {
            update.setString(1, source.substring(SOURCE.length()));
            update.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
