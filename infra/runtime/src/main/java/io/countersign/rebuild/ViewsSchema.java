package io.countersign.rebuild;

import io.countersign.database.ConnectionPools;
import io.countersign.database.Readers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One schema of query tables. Its fingerprint (of the table definitions and of the handlers' revision) is kept as the
 * schema's comment: where it differs from this release's, the views are to be rebuilt.
 */
final class ViewsSchema {

    private final String name;
    private final int revision;
    private final Flyway flyway;
    private final JdbcTemplate owner;
    private final Readers readers;

    ViewsSchema(String name, int revision, DataSource owner) {
        this.name = name;
        this.revision = revision;
        this.owner = new JdbcTemplate(owner);
        this.readers = new Readers(owner);
        flyway = Flyway.configure()
                .dataSource(owner)
                .schemas(name)
                .defaultSchema(name)
                .locations("classpath:db/views")
                .load();
    }

    String name() {
        return name;
    }

    /** Whether it holds the views of this release. */
    boolean isCurrent() {
        return Objects.equals(
                fingerprint(),
                owner.queryForObject("select obj_description(to_regnamespace(?), 'pg_namespace')", String.class, name));
    }

    boolean exists() {
        return owner.queryForObject("select to_regnamespace(?)::text", String.class, name) != null;
    }

    /** Empty tables, whatever was there before. */
    void createAnew() {
        drop();
        flyway.migrate();
        String app = ConnectionPools.APP_ROLE;
        owner.execute("grant usage on schema " + name + " to " + app);
        owner.execute("grant select, insert, update, delete on all tables in schema " + name + " to " + app);
        if (readers.areThere()) {
            readers.restrictIn(name);
        }
        owner.execute("comment on schema " + name + " is '" + fingerprint() + "'");
    }

    void drop() throws DataAccessException {
        owner.execute("drop schema if exists " + name + " cascade");
    }

    private String fingerprint() {
        String definition = revision
                + Arrays.toString(Arrays.stream(flyway.info().all())
                        .map(MigrationInfo::getChecksum)
                        .toArray());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime.", e);
        }
    }
}
