package io.countersign.signin;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL with the schema {@code ops}, one for all tests. */
final class TestDatabase {

    private static final Path SCHEMA = Path.of("../infra/runtime/src/main/resources/db/ops");
    private static final List<String> OF_USERS = List.of(
            "V1__ops.sql",
            "V5__service_accounts.sql",
            "V6__keepers.sql",
            "V8__keeper_before_acts_for.sql",
            "V11__identities.sql");
    private static final EmbeddedPostgres SERVER = start();
    private static final DataSource SOURCE = SERVER.getPostgresDatabase(); // transactions belong to one source

    private TestDatabase() {}

    static DataSource source() {
        return SOURCE;
    }

    static String url() {
        return SERVER.getJdbcUrl("postgres", "postgres");
    }

    static JdbcClient empty() {
        JdbcClient jdbc = JdbcClient.create(source());
        jdbc.sql("truncate ops.users cascade").update();
        return jdbc;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            JdbcClient jdbc = JdbcClient.create(server.getPostgresDatabase());
            jdbc.sql("create role countersign_app").update();
            jdbc.sql("create schema ops").update();
            for (String migration : OF_USERS) {
                String sql = Files.readString(SCHEMA.resolve(migration));
                jdbc.sql(sql.replace("${app}", "countersign_app")).update();
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
