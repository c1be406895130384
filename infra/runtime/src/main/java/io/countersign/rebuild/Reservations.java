package io.countersign.rebuild;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What commands keep in {@code ops} so that no name is taken twice, made again from the views of a log that was restored.
 * It is to be done before any server works on the database.
 */
public final class Reservations {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    public Reservations(DataSource owner) {
        jdbc = new JdbcTemplate(owner);
        transactions = new TransactionTemplate(new JdbcTransactionManager(owner));
    }

    public void restore() {
        transactions.executeWithoutResult(status -> {
            jdbc.update("delete from ops.experiments");
            jdbc.update("""
                    insert into ops.experiments (experiment_id, name, deleted, restorations)
                    select experiment_id, name, deleted, restorations from views.experiments""");
            jdbc.update("delete from ops.model_names");
            jdbc.update(
                    "insert into ops.model_names (name, model_id) select name, model_id from views.registered_models");
        });
    }
}
