package io.countersign.database;

import io.countersign.startup.StartupError;
import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A role of PostgreSQL that the database user may take on, and that nobody signs in by. */
final class DatabaseRole {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private DatabaseRole() {}

    /**
     * Makes the role where it is missing, and the user a member of it; changes nothing else.
     *
     * @throws StartupError when the user may not, telling what an administrator has to run
     */
    static void create(String role, JdbcTemplate owner) {
        try {
            owner.execute("""
                    do $$ begin
                        if not exists (select from pg_roles where rolname = '%1$s') then
                            create role %1$s nologin;
                        end if;
                        if not pg_has_role(current_user, '%1$s', 'member') then
                            grant %1$s to current_user;
                        end if;
                    exception when duplicate_object or unique_violation then null; -- another server was quicker
                    end $$""".formatted(role));
        } catch (DataAccessException e) {
            throw e.getMostSpecificCause() instanceof SQLException sql
                            && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())
                    ? StartupError.of(
                            "The database user may not create the role %1$s; have an administrator run: "
                                    + "CREATE ROLE %1$s NOLOGIN; GRANT %1$s TO <that user>;",
                            role)
                    : e;
        }
    }
}
