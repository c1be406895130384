package io.countersign.database;

import io.countersign.startup.StartupError;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Brings the schemas of a database to this release: {@code log} and {@code ops}, which only go forward. */
public final class Schemas {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final DataSource owner;
    private final JdbcTemplate jdbc;

    public Schemas(DatabaseAddress address) {
        owner = ConnectionPools.forOwner(address);
        jdbc = new JdbcTemplate(owner);
    }

    /**
     * Creates what is missing and changes nothing else.
     *
     * @throws StartupError when the schemas are of a newer release, or the user may not create what is missing
     */
    public void bringForward() {
        createAppRole();
        migrate("log");
        migrate("ops");
    }

    private void createAppRole() {
        try {
            jdbc.execute("""
                    do $$ begin
                        if not exists (select from pg_roles where rolname = '%1$s') then
                            create role %1$s nologin;
                        end if;
                        if not pg_has_role(current_user, '%1$s', 'member') then
                            grant %1$s to current_user;
                        end if;
                    exception when duplicate_object or unique_violation then null; -- another server was quicker
                    end $$""".formatted(ConnectionPools.APP_ROLE));
        } catch (org.springframework.dao.DataAccessException e) {
            throw e.getMostSpecificCause() instanceof SQLException sql
                            && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())
                    ? StartupError.of(
                            "The database user may not create the role %1$s; have an administrator run: "
                                    + "CREATE ROLE %1$s NOLOGIN; GRANT %1$s TO <that user>;",
                            ConnectionPools.APP_ROLE)
                    : e;
        }
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
