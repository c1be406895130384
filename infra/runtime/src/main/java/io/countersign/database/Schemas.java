package io.countersign.database;

import io.countersign.startup.StartupError;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Brings the schemas of a database to this release: {@code log}, {@code ops}, {@code proof} and {@code audit}, which only go forward. */
public final class Schemas {

    private final DataSource owner;

    public Schemas(DatabaseAddress address) {
        owner = ConnectionPools.forOwner(address);
    }

    /**
     * Creates what is missing and changes nothing else.
     *
     * @throws StartupError when the schemas are of a newer release, or the user may not create what is missing
     */
    public void bringForward() {
        DatabaseRole.create(ConnectionPools.APP_ROLE, new JdbcTemplate(owner));
        migrate("log");
        migrate("ops");
        migrate("proof");
        migrate("audit");
    }

    private void migrate(String schema) {
        Flyway flyway = Flyway.configure()
                .dataSource(owner)
                .schemas(schema)
                .locations("classpath:db/" + schema)
                .placeholders(Map.of("app", ConnectionPools.APP_ROLE))
                .ignoreMigrationPatterns(new String[0])
                .load();
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw isNewer(flyway)
                    ? StartupError.of(
                            "The database's schema %s is of a newer release of Countersign; start that release, or "
                                    + "restore the backup that was taken before it was upgraded.",
                            schema)
                    : e;
        }
    }

    private static boolean isNewer(Flyway flyway) {
        return java.util.Arrays.stream(flyway.info().all())
                .anyMatch(migration -> migration.getState().name().startsWith("FUTURE"));
    }
}
