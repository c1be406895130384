package io.countersign.signin;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes to users that other nodes commit, by PostgreSQL's {@code LISTEN}. A connection that died silently is
 * found within some four seconds; while there is none, nothing is remembered.
 */
final class IdentityListener implements AutoCloseable {

    /** Notified in the transaction of a change, with the user's subject id. */
    static final String CHANNEL = "countersign_identities";

    private static final Logger LOG = LoggerFactory.getLogger(IdentityListener.class);
    private static final int POLL_MILLIS = 2_000;
    private static final int ALIVE_WITHIN_SECONDS = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DedicatedConnections connections;
    private final UserChanges changes;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection connection;

    IdentityListener(DedicatedConnections connections, UserChanges changes) {
        this.connections = connections;
        this.changes = changes;
    }

    void start() {
        Thread.ofPlatform().daemon().name("identity-changes").start(this::run);
    }

    private void run() {
        do {
            try (Connection opened = connections.open()) {
                connection = opened;
                listen(opened);
            } catch (SQLException | RuntimeException e) {
                warnUnlessClosed(e);
            } finally {
                changes.deafen();
            }
        } while (!isClosedWithin(PAUSE));
    }

    private void listen(Connection opened) throws SQLException {
        opened.setAutoCommit(true);
        try (Statement statement = opened.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        changes.hear();
        PGConnection postgres = opened.unwrap(PGConnection.class);
        while (!isClosedWithin(Duration.ZERO)) {
            awaitChange(opened, postgres.getNotifications(POLL_MILLIS));
        }
    }

    private void awaitChange(Connection opened, PGNotification @Nullable [] notifications) throws SQLException {
        if (notifications != null && notifications.length > 0) {
            changes.happened();
        } else if (!opened.isValid(ALIVE_WITHIN_SECONDS)) {
            throw new SQLException("The database no longer answers.");
        }
    }

    private void warnUnlessClosed(Exception failure) {
        if (!isClosedWithin(Duration.ZERO)) {
            LOG.warn("Not hearing of changes to users; each request reads its user anew. {}", failure.getMessage());
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() throws SQLException {
        closed.countDown();
        Connection open = connection;
        if (open != null) {
            open.abort(Runnable::run);
        }
    }
}
