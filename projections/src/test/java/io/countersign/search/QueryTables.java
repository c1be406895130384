package io.countersign.search;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The query tables on a real PostgreSQL, one server for all tests of the module; each caller gets a database. */
final class QueryTables {

    private static final EmbeddedPostgres SERVER = start();

    private QueryTables() {}

    /** Empty tables in a database of this name; the same ones for the same name. */
    static synchronized JdbcClient named(String database) {
        var postgres = JdbcClient.create(SERVER.getPostgresDatabase());
        boolean isNew = postgres.sql("select count(*) from pg_database where datname = ?")
                .param(database)
                .query(Integer.class)
                .single()
                .equals(0);
        if (isNew) {
            postgres.sql("create database " + database).update();
            oneConnection(database).sql(schema()).update();
        }
        return oneConnection(database);
    }

    private static JdbcClient oneConnection(String database) {
        DataSource tables = SERVER.getDatabase("postgres", database);
        try {
            return JdbcClient.create(new SingleConnectionDataSource(tables.getConnection(), true));
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .start();
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    private static String schema() {
        try (var sql = QueryTables.class.getResourceAsStream("/db/views/V1__views.sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
