package io.countersign.limits;

import io.countersign.access.CurrentActor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A pool of which no account's requests hold more than a part, however many they are and however long their queries take:
 * the rest is for others, and for the server's own work. Further ones wait a while.
 */
final class SharedConnections extends DelegatingDataSource implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 1_000;

    private final Slots shares;
    private final Refusals refusals;
    private final CurrentActor current;

    /** A request that asks for a second connection would wait for itself. */
    private final ThreadLocal<Boolean> holdsOne = new ThreadLocal<>();

    SharedConnections(DataSource pool, int share, Refusals refusals, CurrentActor current) {
        super(pool);
        this.shares = new Slots(share, MOST_WAITING, PATIENCE);
        this.refusals = refusals;
        this.current = current;
    }

    @Override
    public void close() throws Exception {
        if (getTargetDataSource() instanceof AutoCloseable pool) {
            pool.close();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        String account = current.find()
                .map(signedIn -> signedIn.actor().subject().value())
                .orElse(null);
        return account == null || holdsOne.get() != null ? super.getConnection() : shared(account);
    }

    private Connection shared(String account) throws SQLException {
        Slots.Slot share = shares.enter(account).orElse(null);
        if (share == null) {
            refusals.count(Limit.ACCOUNT_CONNECTIONS, account);
            throw new ShareExhausted();
        }
        try {
            Connection connection = super.getConnection();
            holdsOne.set(true);
            return (Connection) Proxy.newProxyInstance(
                    SharedConnections.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    new GivingBack(connection, share));
        } catch (SQLException | RuntimeException e) {
            share.close();
            throw e;
        }
    }

    /** The connection itself, but for its end. */
    private final class GivingBack implements InvocationHandler {

        private final Connection connection;
        private final Slots.Slot share;
        private final AtomicBoolean closed = new AtomicBoolean();

        GivingBack(Connection connection, Slots.Slot share) {
            this.connection = connection;
            this.share = share;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "close" -> close();
                default -> call(method, arguments);
            };
        }

        private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }

        private @Nullable Object close() throws SQLException {
            try {
                connection.close();
            } finally {
                if (closed.compareAndSet(false, true)) {
                    holdsOne.remove();
                    share.close();
                }
            }
            return null;
        }
    }
}
