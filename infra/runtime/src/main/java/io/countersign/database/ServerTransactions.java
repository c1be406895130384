package io.countersign.database;

import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Transactions of the server itself, also where somebody asks for them who does not see everything: commands, and whatever
 * facts they are decided on. Nobody's decision may depend on what they happen to see, nor on another time than now: only what
 * reads alone is answered as of the point that is asked about.
 */
public final class ServerTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    public ServerTransactions(DataSource source) {
        super(source);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        ServerConnections.forTransaction(definition.isReadOnly(), () -> super.doBegin(transaction, definition));
    }
}
