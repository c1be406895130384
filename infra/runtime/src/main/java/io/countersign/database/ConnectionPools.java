package io.countersign.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How the server connects: by the role that may not change the log, with bounded transactions. */
public final class ConnectionPools {

    /** May insert into the log and read it, and nothing else there. */
    public static final String APP_ROLE = "countersign_app";

    public static final String VIEWS = "views";

    private static final String PAST = "past";

    private static final String SHORT = "set transaction_timeout = '30s'; set statement_timeout = '25s'";
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(20);

    private ConnectionPools() {}

    /**
     * The pool of the server. No transaction outlives 30 s, so that a gap in the log is final long before a stream gives
     * it up; no statement 25 s, for one that is ended with its transaction takes the connection along and cannot say why. Plans are made once for any values: most statements take longer to plan than to run.
     */
    public static HikariDataSource forServer(DatabaseAddress address, int size) {
        return pool(
                address,
                size,
                Math.min(4, size),
                APP_ROLE,
                VIEWS,
                SHORT + "; set plan_cache_mode = force_generic_plan");
    }

    /** The pool of people who see only what was granted to them; whom a connection is for is said each time. */
    public static HikariDataSource forReaders(DatabaseAddress address, int size) {
        return pool(address, size, 0, Readers.ROLE, VIEWS, SHORT + "; set plan_cache_mode = force_generic_plan");
    }

    /** The pool of who asks about the past; as of when is said each time, and for whom where that matters. */
    static HikariDataSource forThePast(DatabaseAddress address, int size, String role) {
        return pool(address, size, 0, role, PAST + ", " + VIEWS, SHORT);
    }

    /** A pool whose unqualified names mean this schema; its transactions may take their time. */
    public static HikariDataSource forSchema(DatabaseAddress address, int size, String schema) {
        return pool(address, size, Math.min(4, size), APP_ROLE, schema, "set transaction_timeout = 0");
    }

    /** Connections of the owner, who may change schemas; each is opened anew. */
    public static DataSource forOwner(DatabaseAddress address) {
        return new DriverManagerDataSource(address.jdbcUrl(), address.user(), address.password());
    }

    private static HikariDataSource pool(
            DatabaseAddress address, int size, int idle, String role, String schema, String settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(role.replace('_', '-') + "-" + schema.replaceFirst(",.*", ""));
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(idle);
        config.setConnectionTimeout(CONNECT_WITHIN.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "countersign");
        config.setConnectionInitSql(
                "set role " + role + "; set search_path = " + schema + "; set synchronous_commit = on; "
                        + "set max_parallel_workers_per_gather = 0; " // starting workers costs more than they save here
                        + settings);
        return new HikariDataSource(config);
    }
}
