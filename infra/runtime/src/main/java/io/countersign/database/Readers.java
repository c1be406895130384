package io.countersign.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The role by which people read who see only what was granted to them. It is PostgreSQL that leaves the other rows out (row
 * security), so that no query can forget to. There is nothing of it in a database on which no server ever asked for it.
 */
public final class Readers {

    static final String ROLE = "countersign_reader";

    private static final String DEFINITION = "/db/readers/readers.sql";

    private final JdbcTemplate owner;
    private final TransactionTemplate transaction;

    public Readers(DataSource owner) {
        this.owner = new JdbcTemplate(owner);
        transaction = new TransactionTemplate(new JdbcTransactionManager(owner));
    }

    /**
     * Makes the role where it is missing, lets it do outside of the views what the server's own role may, and restricts it
     * there. Changes nothing else.
     *
     * @throws io.countersign.startup.StartupError when the user may not create roles
     */
    public void prepare() {
        DatabaseRole.create(ROLE, owner);
        grantAsToTheServer();
        if (!isRestrictedIn(ConnectionPools.VIEWS)) {
            restrictViews();
        }
    }

    private void restrictViews() {
        try {
            restrictIn(ConnectionPools.VIEWS);
        } catch (DataAccessException e) {
            if (!isRestrictedIn(ConnectionPools.VIEWS)) { // another server was quicker
                throw e;
            }
        }
    }

    /** Later releases bring tables, which the server's own role may use at once and this one from the next start on. */
    private void grantAsToTheServer() {
        owner.execute("""
                do $$
                declare given record;
                begin
                    perform pg_advisory_xact_lock(hashtext('%1$s')); -- two servers that start together
                    grant usage on schema log, ops to %1$s;
                    grant usage, select on all sequences in schema ops to %1$s;
                    for given in
                        select table_schema, table_name, string_agg(privilege_type, ', ') as privileges
                        from information_schema.role_table_grants
                        where grantee = '%2$s' and table_schema in ('log', 'ops')
                        group by table_schema, table_name loop
                        execute format('grant %%s on %%I.%%I to %1$s',
                            given.privileges, given.table_schema, given.table_name);
                    end loop;
                end $$""".formatted(ROLE, ConnectionPools.APP_ROLE));
    }

    /** Whether there is such a role; only then views are restricted as they are made. */
    public boolean areThere() {
        return Boolean.TRUE.equals(
                owner.queryForObject("select exists (select from pg_roles where rolname = ?)", Boolean.class, ROLE));
    }

    private boolean isRestrictedIn(String schema) {
        return Boolean.TRUE.equals(owner.queryForObject(
                "select exists (select from pg_policies where schemaname = ? and policyname = 'readers')",
                Boolean.class,
                schema));
    }

    /** @param schema of views that were just made, or never restricted */
    public void restrictIn(String schema) {
        transaction.executeWithoutResult(status -> {
            owner.execute("set local search_path = " + schema);
            owner.execute("grant usage on schema " + schema + " to " + ROLE);
            owner.execute(definition());
        });
    }

    private static String definition() {
        try (InputStream sql = Readers.class.getResourceAsStream(DEFINITION)) {
            if (sql == null) {
                throw new IllegalStateException(DEFINITION + " is part of the program.");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
