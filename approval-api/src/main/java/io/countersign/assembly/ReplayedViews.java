package io.countersign.assembly;

import io.countersign.log.SharedTransactions;
import io.countersign.privacy.PersonVault;
import io.countersign.rebuild.ViewHandlers;
import io.countersign.tracking.LatestMetrics;
import io.countersign.views.Projections;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The views, as a rebuild makes and compares them. */
public final class ReplayedViews implements ViewHandlers {

    @Override
    public List<Object> inReplay(DataSource source) {
        return Projections.inReplay(new JdbcTemplate(source), new PersonVault(JdbcClient.create(source)));
    }

    @Override
    public void settle(DataSource source) {
        JdbcTemplate jdbc = new JdbcTemplate(source);
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        new LatestMetrics(jdbc, transactions, new SharedTransactions(jdbc)).catchUp();
    }
}
